"""
The cookie of a browser that asked for a code: its secret, and the address.

The address is in it, and not in the database: it may be that of somebody who has no account.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from accounts.codes.one_time import LIFETIME, PURPOSE
from accounts.people import links

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Waiting:
    browser: str
    email: str


def new(email: str) -> Waiting:
    return Waiting(secrets.token_urlsafe(32), email)


def read(request: HttpRequest) -> Waiting | None:
    """Return what waits in this browser; None when nothing was asked for of late."""
    found = links.read(request.COOKIES.get(_cookie(), ""), purpose=PURPOSE, lifetime=LIFETIME)
    return Waiting(*found) if found else None


def keep(response: HttpResponse, waiting: Waiting) -> None:
    response.set_cookie(
        _cookie(),
        links.make([waiting.browser, waiting.email], purpose=PURPOSE),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def drop(response: HttpResponse) -> None:
    response.delete_cookie(_cookie(), samesite="Lax")


def _cookie() -> str:
    return f"__Host-{PURPOSE}" if settings.SESSION_COOKIE_SECURE else PURPOSE
