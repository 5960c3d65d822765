"""Which scopes there are, which of them an application can have, and what it gets when it asks."""

from collections.abc import Iterable
from typing import Any

from oauth2_provider.models import Application
from oauth2_provider.scopes import SettingsScopes
from oauth2_provider.settings import oauth2_settings
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth.conf import conf

PERSONAL = {"openid", "profile", "email"}


class Scopes(SettingsScopes):
    """The scopes of ``settings.OAUTH2_PROVIDER``, as far as an application can have them."""

    def get_available_scopes(
        self, application: Application | None = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        return [scope for scope in super().get_available_scopes() if _is_on(scope, application)]

    def get_default_scopes(
        self, application: Application | None = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        available = self.get_available_scopes(application)
        return [scope for scope in super().get_default_scopes() if scope in available]


def granted(asked: Iterable[str], application: Application) -> list[str]:
    """
    Return what ``application`` gets that asks for ``asked``; the answer tells it (RFC 6749 §3.3).

    A scope that is unknown here is ignored, such as ``offline_access`` or ``phone`` (OpenID
    Connect Core §3.1.2.1); where nothing else was asked for, the default is granted.

    :raises InvalidScopeError: when ``application`` can have none of them, or no ID token.
    """
    asked = list(dict.fromkeys(asked))
    available = Scopes().get_available_scopes(application)
    if "openid" in asked and "openid" not in available and not acts_for_nobody(application):
        raise errors.InvalidScopeError(_why_not_openid())
    if possible := [scope for scope in asked if scope in available]:
        return possible
    if known := [scope for scope in asked if scope in oauth2_settings.SCOPES]:
        raise errors.InvalidScopeError(f"This application cannot have {' '.join(known)}.")
    if default := Scopes().get_default_scopes(application):
        return default
    raise errors.InvalidScopeError(f"Ask for one of the scopes {' '.join(available)}.")


def still_possible(scopes: Iterable[str], application: Application) -> list[str]:
    """
    Return which of ``scopes``, once granted, ``application`` can have now.

    ``openid`` is not among them while it signs no ID tokens: the key may be away.

    :raises InvalidScopeError: when none is left.
    """
    available = Scopes().get_available_scopes(application)
    left = [scope for scope in scopes if scope in available]
    if not left:
        raise errors.InvalidScopeError("This application can have none of its scopes any more.")
    return left


def narrowed(asked: Iterable[str], has: list[str]) -> list[str]:
    """
    Return what a refresh that asks for ``asked`` gets of what it ``has`` (RFC 6749 §6).

    :raises InvalidScopeError: when it asks for more; what is unknown here is ignored.
    """
    known = [scope for scope in asked if scope in oauth2_settings.SCOPES]
    if more := [scope for scope in known if scope not in has]:
        raise errors.InvalidScopeError(f"The refresh token is not good for {' '.join(more)}.")
    return known or has


def _why_not_openid() -> str:
    if not oauth2_settings.OIDC_ENABLED:
        return "OpenID Connect is off: this server has no key to sign with."
    return "This application signs no ID tokens: an administrator turns it on by saving it again."


def _is_on(scope: str, application: Application | None) -> bool:
    if application and acts_for_nobody(application):
        return scope not in PERSONAL and conf.can_be_for_nobody(scope)
    if scope == "openid":
        # An ID token is signed with the site's key, by applications set up for it.
        return bool(oauth2_settings.OIDC_ENABLED) and (
            application is None or application.algorithm == application.RS256_ALGORITHM
        )
    return True


def acts_for_nobody(application: Application) -> bool:
    return bool(application.authorization_grant_type == application.GRANT_CLIENT_CREDENTIALS)
