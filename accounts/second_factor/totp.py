"""The codes of authenticator apps: RFC 6238 with its defaults, which all apps can do."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

import segno
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from accounts.people.models import User

DIGITS, STEP = 6, 30  # seconds
SECRET = 20  # bytes: as long as the hash (RFC 4226 §4, R6)
#: Steps before and after the current one whose codes are taken (RFC 6238 §5.2, §6).
DRIFT = 1


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET)


def step_of(secret: bytes, code: str, *, now: datetime) -> int | None:
    """Return the time step whose code is ``code``; None for one that is wrong or too old."""
    totp = TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303  HMAC-SHA-1 is not broken
    current = int(now.timestamp()) // STEP
    for step in range(current - DRIFT, current + DRIFT + 1):
        if constant_time_compare(totp.generate(step * STEP).decode(), code):
            return step
    return None


def address_of(secret: bytes, *, user: User, issuer: str) -> str:
    """Return the ``otpauth:`` address that apps read off a QR code."""
    totp = TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303
    return totp.get_provisioning_uri(user.get_username(), issuer)


def picture_of(address: str) -> str:
    """Return the QR code as inline SVG: black on white in the dark theme as well."""
    code = segno.make(address, error="l", micro=False)
    return code.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True)


def typed(secret: bytes) -> str:
    """Return the secret as people type it: base32 in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def seal(secret: bytes, *, user: User) -> str:
    """
    Encrypt a secret for ``user``: a dump of the database makes no codes.

    The key is made of ``SECRET_KEY``; those in ``SECRET_KEY_FALLBACKS`` still open.
    """
    return _box(user).encrypt(secret).decode()


def unseal(sealed: str, *, user: User, seconds: int | None = None) -> bytes:
    """:raises InvalidToken: when it was sealed for another, by another key, or too long ago."""
    return _box(user).decrypt(sealed.encode(), ttl=seconds)


def _box(user: User) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [
        salted_hmac("accounts.second_factor.totp", str(user.pk), secret=key, algorithm="sha256")
        for key in keys
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key.digest())) for key in made])
