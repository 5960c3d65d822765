"""The endpoints that the page runs."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from oauth2_provider.settings import oauth2_settings

QUESTION = 0  # in paths: the question that the page asks for its own use
NOBODYS_SESSION = "0" * 64
OAUTH = "oauth2_provider"
SAFE_METHODS = {"GET", "HEAD"}


@dataclass(frozen=True)
class Endpoint:
    """As the page shows and runs it."""

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
    #: Whether it answers everybody alike: it is public, or asks for a client instead of a person.
    is_blind: bool = False
    #: Whether it takes access tokens and no other credentials.
    is_for_bearers: bool = False
    #: Whether the settings switch it off: then everybody is answered 404.
    is_off: Callable[[], bool] = lambda: False

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


def lacks_key() -> bool:
    return not oauth2_settings.OIDC_ENABLED


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
    Endpoint("authorization-server", "GET", f"{OAUTH}:oauth-server-metadata", is_blind=True),
    Endpoint("protected-resource", "GET", f"{OAUTH}:protected-resource", is_blind=True),
    Endpoint(
        "openid-configuration",
        "GET",
        f"{OAUTH}:oidc-connect-discovery-info",
        is_blind=True,
        is_off=lacks_key,
    ),
    Endpoint("jwks", "GET", f"{OAUTH}:jwks-info", is_blind=True, is_off=lacks_key),
    Endpoint("userinfo", "GET", f"{OAUTH}:user-info", scope="openid", is_for_bearers=True),
    Endpoint("logout", "GET", f"{OAUTH}:rp-initiated-logout", is_blind=True, is_off=lacks_key),
    # With response_mode=form_post and prompt=none, which ``explore-sandbox.js`` adds.
    Endpoint("form-post", "GET", f"{OAUTH}:authorize", is_blind=True),
    # A person's credentials are none of a client's. With a body that names no client nothing is
    # guessed at, so no run is counted.
    *(
        Endpoint(name, "POST", f"{OAUTH}:{view}", (), 401, json=body, is_blind=True)
        for name, view, body in [
            ("device", "device-authorization", {"scope": "polls:read"}),
            ("introspect", "introspect", {"token": "no token"}),
            ("revoke", "revoke-token", {"token": "no token"}),
        ]
    ),
    # Without the registration access token; a registration itself would stay.
    Endpoint(
        "registration",
        "GET",
        f"{OAUTH}:registered-client",
        ("explore",),
        401,
        is_blind=True,
        is_off=lambda: getattr(settings, "CLIENT_REGISTRATION", "off") == "off",
    ),
]


def endpoints() -> list[Endpoint]:
    return [endpoint for endpoint in ENDPOINTS if _exists(endpoint)]


def _exists(endpoint: Endpoint) -> bool:
    try:
        return bool(endpoint.path)
    except NoReverseMatch:
        return False
