"""Settings that cannot work, or that would fail in silence: found at start, with a hint."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string
from rest_framework.authentication import BaseAuthentication
from rest_framework.settings import api_settings

from accounts.codes.checks import check_codes_can_be_mailed
from accounts.conf import ATTEMPT_LIMITS, conf
from accounts.passwords.checks import check_password_door
from accounts.people.checks import (
    check_name_changes,
    check_name_reuse,
    check_personal_data,
    check_user_model,
)
from accounts.permissions import IsAuthenticatedWithScope
from accounts.sessions.checks import check_session_engine


def connect() -> None:
    register(check_token_lifetime, "accounts")
    register(check_attempt_limits, "accounts")
    register(check_challenge, "accounts")
    register(check_password_door, "accounts")
    register(check_session_engine, "accounts")
    register(check_user_model, "accounts")
    register(check_throttling_is_answered, "accounts")
    register(check_scopes_are_held, "accounts")
    register(check_numbers, "accounts")
    register(check_personal_data, "accounts")
    register(check_name_reuse, "accounts")
    register(check_name_changes, "accounts")
    register(check_codes_can_be_mailed, "accounts")


def check_token_lifetime(**kwargs: Any) -> list[Error]:
    seconds: object = conf.TOKEN_EXPIRE_TIME
    if isinstance(seconds, int) and not isinstance(seconds, bool) and seconds > 0:
        return []
    return [
        Error(
            f"TOKEN_EXPIRE_TIME is {seconds!r}, not a whole number of seconds above 0.",
            hint="Set TOKEN_EXPIRE_TIME = 14 * 24 * 3600 for 14 days.",
            id="accounts.E001",
        )
    ]


def check_attempt_limits(**kwargs: Any) -> list[Error]:
    limits = conf.ATTEMPT_LIMITS
    wrong = [name for name in limits if name not in ATTEMPT_LIMITS or not _is_limit(limits[name])]
    if not wrong:
        return []
    return [
        Error(
            f"ATTEMPT_LIMITS has {', '.join(wrong)}, which is unknown or not (attempts, seconds).",
            hint="accounts/conf.py has the names and their defaults.",
            id="accounts.E002",
        )
    ]


def _is_limit(limit: object) -> bool:
    return (
        isinstance(limit, tuple | list)
        and len(limit) == 2
        and all(isinstance(number, int) and number > 0 for number in limit)
    )


def check_challenge(**kwargs: Any) -> list[Error]:
    """DRF asks the first scheme for the challenge; without one, 401 turns into 403."""
    first: Any = next(iter(api_settings.DEFAULT_AUTHENTICATION_CLASSES), None)
    if first and first.authenticate_header is not BaseAuthentication.authenticate_header:
        return []
    return [
        Error(
            "The first of DEFAULT_AUTHENTICATION_CLASSES has no challenge.",
            hint="Put a scheme with WWW-Authenticate first, SessionAuthentication last.",
            id="accounts.E003",
        )
    ]


def check_throttling_is_answered(**kwargs: Any) -> list[Error]:
    """Without it, one guess too many is a 500 outside of DRF's views."""
    if any(
        getattr(import_string(path), "answers_throttled", False) for path in settings.MIDDLEWARE
    ):
        return []
    return [
        Error(
            "No middleware answers 429 where there were too many attempts.",
            hint='Add "accounts.middleware.TooManyAttemptsMiddleware" to MIDDLEWARE.',
            id="accounts.E007",
        )
    ]


def check_scopes_are_held(**kwargs: Any) -> list[Error]:
    """Without the permission, a token that was limited to reading would vote."""
    permissions: Any = api_settings.DEFAULT_PERMISSION_CLASSES
    if any(issubclass(permission, IsAuthenticatedWithScope) for permission in permissions):
        return []
    return [
        Error(
            "DEFAULT_PERMISSION_CLASSES holds no token to its scopes.",
            hint="Put accounts.permissions.IsAuthenticatedWithScope there, or a subclass of it.",
            id="accounts.E008",
        )
    ]


def check_numbers(**kwargs: Any) -> list[Error]:
    least = {
        "MAX_TOKENS": 1,
        "MAX_SESSIONS": 1,
        "HASHES_AT_ONCE": 1,
        "HASHES_WAITING": 0,
        "WORKERS": 1,
    }
    numbers = {name: getattr(conf, name) for name in least}
    return [
        Error(
            f"{name} is {number!r}, not a whole number from {least[name]}.",
            hint=f"Set {name} to a whole number, or leave it out: accounts/conf.py has a default.",
            id="accounts.E009",
        )
        for name, number in numbers.items()
        if type(number) is not int or number < least[name]
    ]
