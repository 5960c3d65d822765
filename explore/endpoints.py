"""The endpoints that the page runs."""

import re
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

SAFE_METHODS = {"GET", "HEAD"}
QUESTION = 0  # in paths: the question that the page asks for its own use
NOBODYS_SESSION = "0" * 64


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
    Endpoint("profile", "GET", "accounts:profile_api"),
    Endpoint("data", "GET", "accounts:data_api"),
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
    Endpoint("second-factor", "GET", "accounts:second-factor-list"),
    Endpoint("applications", "GET", "accounts:applications-list"),
    Endpoint("activity", "GET", "trail:activity_api"),
]


def endpoints() -> list[Endpoint]:
    return [endpoint for endpoint in ENDPOINTS if _exists(endpoint)]


def _exists(endpoint: Endpoint) -> bool:
    try:
        return bool(endpoint.path)
    except NoReverseMatch:
        return False
