"""Codes in the links that mails carry: signed, bound to a purpose, and not for long."""

from datetime import timedelta
from typing import Any

from django.core import signing


def make(value: Any, *, purpose: str) -> str:
    return signing.dumps(value, salt=purpose)


def read(code: str, *, purpose: str, lifetime: timedelta) -> Any:
    """Return the value in ``code``; None where it is old, made up or of another purpose."""
    try:
        return signing.loads(code, salt=purpose, max_age=lifetime)
    except signing.BadSignature:
        return None
