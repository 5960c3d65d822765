"""Wrong settings, found at start instead of at three in the morning."""

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string
from rest_framework.authentication import BaseAuthentication
from rest_framework.settings import api_settings

ATTEMPTS = {
    *{"account_and_address", "address", "account", "mail_to", "mail_from"},
    *{"social_start", "provider_token"},
}


def connect() -> None:
    register(check_token_lifetime, "accounts")
    register(check_attempt_limits, "accounts")
    register(check_challenge, "accounts")
    register(check_password_door, "accounts")


def check_token_lifetime(**kwargs) -> list[Error]:
    seconds = getattr(settings, "TOKEN_EXPIRE_TIME", None)
    if isinstance(seconds, int) and not isinstance(seconds, bool) and seconds > 0:
        return []
    return [
        Error(
            f"TOKEN_EXPIRE_TIME is {seconds!r}, not a whole number of seconds above 0.",
            hint="Set TOKEN_EXPIRE_TIME = 14 * 24 * 3600 for 14 days.",
            id="accounts.E001",
        )
    ]


def check_attempt_limits(**kwargs) -> list[Error]:
    missing = ATTEMPTS - set(getattr(settings, "ATTEMPT_LIMITS", {}))
    if not missing:
        return []
    return [
        Error(
            f"ATTEMPT_LIMITS lacks {', '.join(sorted(missing))}.",
            hint="Give each as (attempts, seconds); accounts/attempts.py says what they count.",
            id="accounts.E002",
        )
    ]


def check_challenge(**kwargs) -> list[Error]:
    """DRF asks the first scheme for the challenge; without one, 401 turns into 403."""
    first = next(iter(api_settings.DEFAULT_AUTHENTICATION_CLASSES), None)
    if first and first.authenticate_header is not BaseAuthentication.authenticate_header:
        return []
    return [
        Error(
            "The first of DEFAULT_AUTHENTICATION_CLASSES has no challenge.",
            hint="Put a scheme with WWW-Authenticate first, SessionAuthentication last.",
            id="accounts.E003",
        )
    ]


def check_password_door(**kwargs) -> list[Error]:
    from accounts.passwords.backend import ModelBackend, PasswordBackend

    unlimited = [
        path
        for path in settings.AUTHENTICATION_BACKENDS
        if issubclass(backend := import_string(path), ModelBackend)
        and not issubclass(backend, PasswordBackend)
    ]
    if not unlimited:
        return []
    return [
        Error(
            f"{', '.join(unlimited)} takes passwords without counting guesses.",
            hint="Use accounts.passwords.backend.PasswordBackend, or a subclass of it.",
            id="accounts.E004",
        )
    ]
