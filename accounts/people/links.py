"""Codes in links of mails and in cookies: signed, bound to a purpose, and not for long."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from accounts.clocks import is_from_future


class _Signer(signing.TimestampSigner):
    """Refuses what a clock ahead has signed: it would outlive its time."""

    def unsign(self, value: str, max_age: Any = None) -> str:
        text = super().unsign(value, max_age)
        stamp = value.rsplit(self.sep, 2)[-2]
        made_at = datetime.fromtimestamp(signing.b62_decode(stamp), UTC)
        if is_from_future(made_at, now=timezone.now()):
            raise signing.BadSignature("It was signed in the future.")
        return text


def make(value: Any, *, purpose: str) -> str:
    return signing.dumps(value, salt=purpose)


def read(code: str, *, purpose: str, lifetime: timedelta) -> Any:
    """Return the value in ``code``; None where it is old, made up or of another purpose."""
    try:
        return _Signer(salt=purpose).unsign_object(code, max_age=lifetime)
    except signing.BadSignature:
        return None
