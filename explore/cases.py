"""
Every kind of credentials, and the documented status of each endpoint for it.

The page runs them and the tests hold the API to them; both read this table.
``DEFAULT_AUTHENTICATION_CLASSES`` is the only list of schemes: this module says
which credentials the page can make for one that it knows, and asks you for a
header of any other.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.settings import api_settings

from explore.endpoints import Endpoint

SCOPES = "polls:read polls:vote polls:write profile"


@dataclass(frozen=True)
class Credentials:
    name: str
    title: str | Promise
    sentence: str | Promise
    #: A page of docs/, without its suffix.
    page: str
    #: The status of the refusal; None: they are let in.
    refusal: int | None = None
    #: The scheme in ``Authorization: <keyword> …``, after which the person types the rest.
    keyword: str = ""


NOBODY = Credentials(
    "none",
    _("None"),
    _("No credentials: 401. The challenge names the schemes that the API accepts."),
    "choose/schemes",
    401,
)

BY_SCHEME: dict[str, list[Credentials]] = {
    "session": [
        Credentials(
            "session",
            _("Session"),
            _("The cookie of this browser. A change carries the CSRF token as well."),
            "choose/sessions",
        ),
        Credentials(
            "session-without-csrf",
            _("Session, no CSRF"),
            _(
                "A browser sends its cookie with requests from any site. So the cookie alone lets "
                "it read, but change nothing."
            ),
            "choose/sessions",
            403,
        ),
    ],
    "token": [
        Credentials(
            "token",
            _("Token"),
            _(
                "A key in a header. It is no cookie, so no other site can send it, and it needs no "
                "CSRF token."
            ),
            "choose/tokens",
        ),
        Credentials(
            "token-expired",
            _("Expired token"),
            _("This token was valid for one second and has expired. Sign in to get a new one."),
            "choose/tokens",
            401,
        ),
        Credentials(
            "token-revoked",
            _("Revoked token"),
            _("This token was created and revoked just now. It no longer works."),
            "choose/tokens",
            401,
        ),
        Credentials(
            "token-malformed",
            _("Malformed header"),
            _("One word must follow “Token”. A bad header is refused, not ignored."),
            "choose/tokens",
            401,
        ),
    ],
    "bearer": [
        Credentials(
            "bearer",
            _("Bearer"),
            _(
                "An OAuth2 access token that may read, vote, write and see who you are. "
                "Applications cannot see your tokens and sessions."
            ),
            "choose/oauth2",
        ),
        Credentials(
            "bearer-reading",
            _("Bearer, polls:read only"),
            _(
                "You allowed this token to read. Answers to other requests name the scope that it "
                "lacks."
            ),
            "choose/oauth2",
        ),
        Credentials(
            "bearer-revoked",
            _("Revoked bearer"),
            _(
                "A bad access token is refused everywhere. A request with one never counts as a "
                "request without credentials."
            ),
            "choose/oauth2",
            401,
        ),
    ],
    "basic": [
        Credentials(
            "basic",
            _("Basic"),
            _(
                "The username and the password with every request, for a first try with curl. It "
                "is on with DEBUG only, unless API_BASIC_AUTH is on."
            ),
            "choose/basic",
        ),
    ],
}


def credentials() -> list[Credentials]:
    """Return the credentials of each scheme in the settings, after the lack of any."""
    classes: Any = api_settings.DEFAULT_AUTHENTICATION_CLASSES  # the stubs say names
    return [NOBODY, *(one for scheme in classes for one in of_scheme(scheme))]


def of_scheme(scheme: type[BaseAuthentication]) -> list[Credentials]:
    """Return those that the page can make; of a scheme of your own, one that you type."""
    keyword: str = getattr(scheme, "keyword", "")
    name = (keyword or scheme.__name__.removesuffix("Authentication")).lower()
    return BY_SCHEME.get(name) or ([typed(name, keyword)] if keyword else [])


def typed(name: str, keyword: str) -> Credentials:
    sentence = _("This page cannot create these credentials, so type your own.")
    return Credentials(name, keyword, sentence, "choose/schemes", keyword=keyword)


def status(endpoint: Endpoint, credentials: Credentials) -> int:
    """Return the documented status of ``endpoint`` for a caller with ``credentials``."""
    if endpoint.is_off():
        return 404
    if endpoint.is_blind:
        return endpoint.success
    if endpoint.is_for_bearers and not credentials.name.startswith("bearer"):
        return 401
    match credentials.name:
        case "session-without-csrf" if endpoint.is_safe:
            return endpoint.success
        case "bearer" if endpoint.scope not in SCOPES.split():
            return 403
        case "bearer-reading" if endpoint.scope != "polls:read":
            return 403
    return credentials.refusal or endpoint.success
