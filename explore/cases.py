"""
Every endpoint, every kind of credentials, and the documented status for each pair.

The page runs them and the tests hold the API to them; both read this table.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAFE_METHODS = {"GET", "HEAD"}
QUESTION = 0  # in paths: the question that the page asks for its own use
NOBODYS_SESSION = "0" * 64
SCOPES = "polls:read polls:vote polls:write profile"


@dataclass(frozen=True)
class Endpoint:
    name: str
    method: str
    view: str
    args: tuple[int | str, ...] = ()
    #: The status for a caller who is let in.
    success: int = 200
    #: The scope that an access token needs; None: no access token is accepted.
    scope: str | None = None
    #: The body; ``explore.js`` fills in a choice's id and an expiry.
    json: dict[str, Any] | None = None
    #: The steps of ``explore-sandbox.js`` before and after.
    prepare: str = ""

    @property
    def is_safe(self) -> bool:
        return self.method in SAFE_METHODS

    @property
    def path(self) -> str:
        """:raises NoReverseMatch: when the site does not have it."""
        return reverse(self.view, args=self.args)

    @property
    def title(self) -> str:
        return re.sub(r"/0+(?=[/.]|$)", "/{id}", self.path)

    @property
    def segments(self) -> list[str]:
        return self.title.removeprefix("/").split("/")


@dataclass(frozen=True)
class Credentials:
    name: str
    title: str | Promise
    sentence: str | Promise
    #: A page of docs/, without its suffix.
    page: str
    #: The status of the refusal; None: they are let in.
    refusal: int | None = None


POLL = {"question_text": _("Explore: tea or coffee?"), "choices": [_("Tea"), _("Coffee")]}

ENDPOINTS = [
    Endpoint("list", "GET", "polls:api-question-list", scope="polls:read"),
    Endpoint(
        "create", "POST", "polls:api-question-list", (), 201, "polls:write", POLL, "drop-question"
    ),
    Endpoint("retrieve", "GET", "polls:api-question-detail", (QUESTION,), scope="polls:read"),
    Endpoint(
        "update",
        "PUT",
        "polls:api-question-detail",
        (QUESTION,),
        200,
        "polls:write",
        POLL,
        "unvote",
    ),
    Endpoint(
        "edit",
        "PATCH",
        "polls:api-question-detail",
        (QUESTION,),
        scope="polls:write",
        json={"question_text": _("Explore: coffee or tea?")},
        prepare="unvote",  # with votes, its text is frozen
    ),
    Endpoint("close", "POST", "polls:api-question-close", (QUESTION,), scope="polls:write"),
    Endpoint("delete", "DELETE", "polls:api-question-detail", (QUESTION,), 204, "polls:write"),
    Endpoint(
        "vote",
        "POST",
        "polls:api-question-vote",
        (QUESTION,),
        201,
        "polls:vote",
        {"choice": None},
        "unvote",
    ),
    Endpoint(
        "change",
        "PUT",
        "polls:api-question-vote",
        (QUESTION,),
        200,
        "polls:vote",
        {"choice": None},
    ),
    Endpoint("withdraw", "DELETE", "polls:api-question-vote", (QUESTION,), 204, "polls:vote"),
    Endpoint("results", "GET", "polls:api-question-results", (QUESTION,), scope="polls:read"),
    Endpoint("picture", "GET", "polls:api-question-results", (QUESTION, "svg"), 200, "polls:read"),
    Endpoint("table", "GET", "polls:api-question-results", (QUESTION, "csv"), 200, "polls:read"),
    Endpoint("me", "GET", "accounts:me", scope="profile"),
    Endpoint("tokens", "GET", "accounts:tokens-list"),
    Endpoint(
        "make-token",
        "POST",
        "accounts:tokens-list",
        (),
        201,
        None,
        {"name": "Explore", "expires_at": None},
        "drop-token",
    ),
    Endpoint("revoke-token", "DELETE", "accounts:tokens-detail", (0,), 204),
    Endpoint("sessions", "GET", "accounts:sessions-list"),
    Endpoint("end-session", "DELETE", "accounts:sessions-detail", (NOBODYS_SESSION,), 404),
    Endpoint("applications", "GET", "accounts:applications-list"),
]

CREDENTIALS = [
    Credentials(
        "none",
        _("None"),
        _("No credentials: 401. The challenge names the schemes that the API accepts."),
        "choose/sessions",
        401,
    ),
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
            "A browser sends its cookie with requests from any site. So the cookie alone lets it "
            "read, but change nothing."
        ),
        "choose/sessions",
        403,
    ),
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
    Credentials(
        "bearer",
        _("Bearer"),
        _(
            "An OAuth2 access token that may read, vote, write and see who you are. Applications "
            "cannot see your tokens and sessions."
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
    Credentials(
        "basic",
        _("Basic"),
        _(
            "The user name and the password with every request, for a first try with curl. It is "
            "on with DEBUG only, unless API_BASIC_AUTH is on."
        ),
        "choose/basic",
    ),
]


def endpoints() -> list[Endpoint]:
    return [endpoint for endpoint in ENDPOINTS if _exists(endpoint)]


def _exists(endpoint: Endpoint) -> bool:
    try:
        return bool(endpoint.path)
    except NoReverseMatch:
        return False


def status(endpoint: Endpoint, credentials: Credentials) -> int:
    """Return the documented status of ``endpoint`` for a caller with ``credentials``."""
    match credentials.name:
        case "session-without-csrf" if endpoint.is_safe:
            return endpoint.success
        case "basic" if not settings.API_BASIC_AUTH:
            return 401
        case "bearer" if endpoint.scope not in SCOPES.split():
            return 403
        case "bearer-reading" if endpoint.scope != "polls:read":
            return 403
    return credentials.refusal or endpoint.success
