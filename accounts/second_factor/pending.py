"""
Somebody whose password, or mailed code, was right, before the page that asks for a factor.

Only their browser knows of them, by a signed cookie that signs nobody in and ends with all
access. A session would outlive a change of the password.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model

from accounts.ends import fingerprint, is_fingerprint
from accounts.people import links

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.people.models import User

PURPOSE = "second_step"
LIFETIME = timedelta(minutes=10)
LONGEST_NEXT = 1000  # characters: a cookie holds 4 KB


def keep(response: HttpResponse, user: User, next_url: str, *, by: list[str]) -> None:
    """``by``: how they proved so far who they are, see ``sessions.methods``."""
    next_url = next_url if len(next_url) <= LONGEST_NEXT else ""
    kept = [user.pk, fingerprint(user, purpose=PURPOSE), next_url, by]
    response.set_cookie(
        _cookie(),
        links.make(kept, purpose=PURPOSE),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def read(request: HttpRequest) -> tuple[User, str, list[str]] | None:
    """Return who waits, where they want to go, and what they proved; None if nobody of late."""
    cookie = request.COOKIES.get(_cookie(), "")
    found = links.read(cookie, purpose=PURPOSE, lifetime=LIFETIME)
    if found is None or len(found) != 4:  # of an earlier version, which had less
        return None
    pk, owner, next_url, by = found
    user: User | None = get_user_model().objects.filter(pk=pk, is_active=True).first()
    if user is None or not is_fingerprint(owner, user, purpose=PURPOSE):
        return None
    return user, next_url, by


def drop(response: HttpResponse) -> None:
    response.delete_cookie(_cookie(), samesite="Lax")


def _cookie() -> str:
    return f"__Host-{PURPOSE}" if settings.SESSION_COOKIE_SECURE else PURPOSE
