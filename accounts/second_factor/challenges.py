"""The questions that passkeys answer: random, for one session, once, and not for long."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json

if TYPE_CHECKING:
    from django.http import HttpRequest

KEPT = "_passkey_challenges"
LIFETIME = timedelta(minutes=10)
MOST = 5  # tabs of one browser that ask at the same time


def make(request: HttpRequest) -> bytes:
    challenge = secrets.token_bytes(32)
    kept = request.session.get(KEPT, [])[-(MOST - 1) :]
    made = [bytes_to_base64url(challenge), timezone.now().isoformat()]
    request.session[KEPT] = [*kept, made]
    return challenge


def take(request: HttpRequest, credential: Any, *, now: datetime) -> bytes | None:
    """Return the challenge that ``credential`` answers and forget it; None if not ours."""
    answered = _answered(credential)
    kept = request.session.get(KEPT, [])
    for challenge, at in kept:
        if challenge == answered and now - datetime.fromisoformat(at) < LIFETIME:
            request.session[KEPT] = [one for one in kept if one[0] != challenge]
            return base64url_to_bytes(challenge)
    return None


def _answered(credential: Any) -> str:
    try:
        data = base64url_to_bytes(credential["response"]["clientDataJSON"])
        return bytes_to_base64url(parse_client_data_json(data).challenge)
    except Exception:  # whatever it is, it is no answer
        return ""
