"""
Carry a new secret from the form that made it to the page that shows it once.

The answer to the form is a redirect, so reloading the page makes no second secret. On the
way the browser holds the secret, in a cookie that is encrypted, lives for a minute and is
dropped with the page. The site keeps it nowhere.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

LIFETIME = 60  # seconds


def give(
    response: HttpResponseBase, request: HttpRequest, page: str, shown: dict[str, str]
) -> None:
    """Have the browser bring ``shown`` to ``page``, a path, for the person signed in."""
    response.set_cookie(
        _cookie(),
        _box(request, page).encrypt(json.dumps(shown).encode()).decode(),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def take(request: HttpRequest) -> dict[str, str]:
    """Return what this page was brought; empty when it was shown, is too old or another's."""
    try:
        brought = _box(request, request.path).decrypt(
            request.COOKIES.get(_cookie(), "").encode(), ttl=LIFETIME
        )
    except InvalidToken:
        return {}
    shown: dict[str, str] = json.loads(brought)
    return shown


def drop(response: HttpResponseBase) -> None:
    response.delete_cookie(_cookie(), samesite="Strict")


def _cookie() -> str:
    return "__Host-handover" if settings.SESSION_COOKIE_SECURE else "handover"


def _box(request: HttpRequest, page: str) -> Fernet:
    """Encrypt for one person and one page: the cookie opens nowhere else."""
    whose = json.dumps([request.user.pk, page])
    key = salted_hmac("accounts.handover", whose, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
