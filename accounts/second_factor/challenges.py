"""
The questions that passkeys answer: random, for one browser, once, and not for long.

A signed cookie carries those that wait, so asking writes nothing: the sign-in page asks in each
visit. The database holds those that were answered, until they would be too old anyway.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json

from accounts.clocks import is_from_future
from accounts.digests import digest
from accounts.people import links
from accounts.second_factor.models import SpentChallenge

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

PURPOSE = "passkey_challenges"
LIFETIME = timedelta(minutes=10)
MOST = 5  # tabs of one browser that ask at the same time


def make() -> bytes:
    return secrets.token_bytes(32)


def keep(response: HttpResponseBase, request: HttpRequest, challenge: bytes) -> None:
    """Let the browser of ``request`` answer ``challenge``, beside those that it has."""
    made = [bytes_to_base64url(challenge), timezone.now().isoformat()]
    response.set_cookie(
        _cookie(),
        links.make([*_waiting(request)[-(MOST - 1) :], made], purpose=PURPOSE),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def find(request: HttpRequest, credential: Any, *, now: datetime) -> bytes | None:
    """Return the challenge that ``credential`` answers; None if this browser has none such."""
    answered = _answered(credential)
    for challenge, at in _waiting(request):
        made_at = datetime.fromisoformat(at)
        is_old = now - made_at >= LIFETIME or is_from_future(made_at, now=now)
        if challenge == answered and not is_old:
            return base64url_to_bytes(challenge)
    return None


def spend(challenge: bytes, *, now: datetime) -> bool:
    """Tell whether nobody answered ``challenge`` before; of two at once, one gets True."""
    SpentChallenge.objects.filter(spent_at__lt=now - 2 * LIFETIME).delete()
    known = digest(bytes_to_base64url(challenge))
    return SpentChallenge.objects.get_or_create(digest=known, defaults={"spent_at": now})[1]


def _waiting(request: HttpRequest) -> list[list[str]]:
    cookie = request.COOKIES.get(_cookie(), "")
    found: list[list[str]] | None = links.read(cookie, purpose=PURPOSE, lifetime=LIFETIME)
    return found or []


def _answered(credential: Any) -> str:
    try:
        data = base64url_to_bytes(credential["response"]["clientDataJSON"])
        return bytes_to_base64url(parse_client_data_json(data).challenge)
    except Exception:  # whatever it is, it is no answer
        return ""


def _cookie() -> str:
    return f"__Host-{PURPOSE}" if settings.SESSION_COOKIE_SECURE else PURPOSE
