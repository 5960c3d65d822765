"""
Every endpoint, every kind of credentials, and which status is documented for the two.

The page runs them, the tests hold the API to them; both read this table.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAFE_METHODS = {"GET", "HEAD"}
QUESTION = 0  # stands in paths for the question that the page asks for itself
NOBODYS_SESSION = "0" * 64
SCOPES = "polls:read polls:vote polls:write profile"


@dataclass(frozen=True)
class Endpoint:
    name: str
    method: str
    view: str
    args: tuple[int | str, ...] = ()
    #: The status for who is let in.
    success: int = 200
    #: What an access token must be allowed to; None: no access token is taken.
    scope: str | None = None
    #: The body; ``explore.js`` fills in a choice's id and an expiry.
    json: dict[str, Any] | None = None
    #: What ``explore.js`` does before and after; see ``preparations`` there.
    prepare: str = ""

    @property
    def is_safe(self) -> bool:
        return self.method in SAFE_METHODS

    @property
    def path(self) -> str:
        """:raises NoReverseMatch: where the site does not have it."""
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
    #: The status of the refusal; None for what is let in.
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
        _("Nobody in particular asks: 401, and the challenge names the schemes that would do."),
        "sessions",
        401,
    ),
    Credentials(
        "session",
        _("Session"),
        _("The cookie of this browser; a change carries the CSRF token as well."),
        "sessions",
    ),
    Credentials(
        "session-without-csrf",
        _("Session, no CSRF"),
        _(
            "A browser sends its cookie for any site that asks. So the cookie alone reads, and "
            "changes nothing."
        ),
        "sessions",
        403,
    ),
    Credentials(
        "token",
        _("Token"),
        _("A key in a header. No cookie, so no other site can send it, and no CSRF token."),
        "tokens",
    ),
    Credentials(
        "token-expired",
        _("Expired token"),
        _("This token was made to last for a second, which is over. Sign in for a new one."),
        "tokens",
        401,
    ),
    Credentials(
        "token-revoked",
        _("Revoked token"),
        _("This token was made and revoked just now: from then on it is as good as invented."),
        "tokens",
        401,
    ),
    Credentials(
        "token-malformed",
        _("Malformed header"),
        _("After the word Token comes one word. A bad header is refused, not taken for none."),
        "tokens",
        401,
    ),
    Credentials(
        "bearer",
        _("Bearer"),
        _(
            "An access token of OAuth2, allowed to read, vote and write, and to know who you are. "
            "Your tokens and sessions are none of an application's business."
        ),
        "oauth2",
    ),
    Credentials(
        "bearer-reading",
        _("Bearer, polls:read only"),
        _("You allowed this one to read. For anything else it is told which scope it lacks."),
        "oauth2",
    ),
    Credentials(
        "bearer-revoked",
        _("Revoked bearer"),
        _("A bad bearer is refused where nobody at all might be let in: it is never anonymous."),
        "oauth2",
        401,
    ),
    Credentials(
        "basic",
        _("Basic"),
        _(
            "User name and password with every request: for a first try with curl. On with DEBUG "
            "only, unless API_BASIC_AUTH says so."
        ),
        "basic",
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
    """The documented status of ``endpoint`` for who comes with ``credentials``."""
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
