"""An endpoint, as the page shows and runs it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

SAFE_METHODS = {"GET", "HEAD"}


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
