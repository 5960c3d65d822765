"""
What an API token is and how long it lasts. Plain functions: no HTTP, no clock.

A key looks like ``dar_`` + 32 random characters + 6 of checksum. The prefix
lets secret scanners find a leaked key; the checksum lets them, and us, tell a
real key from a lookalike without a query.
"""

import hashlib
import secrets
import string
import zlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from accounts.models import Token

PREFIX = "dar_"
ALPHABET = string.digits + string.ascii_letters
RANDOM_LENGTH = 32  # characters of 62: 190 bits (ASVS 5.0 V7.2.3 asks for 128)
CHECKSUM_LENGTH = 6
HINT_LENGTH = len(PREFIX) + 4

# A node whose clock is ahead makes tokens that outlive their time elsewhere.
# Clocks that are kept drift by less than this.
CLOCK_SKEW = timedelta(seconds=60)


def make_key() -> str:
    body = PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    return body + checksum(body)


def checksum(body: str) -> str:
    """CRC-32 of ``body`` in base 62, six characters. It finds typos; it keeps no secret."""
    number = zlib.crc32(body.encode())
    digits = ""
    for _ in range(CHECKSUM_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits


def is_plausible(key: str) -> bool:
    """
    Tell whether ``key`` can be a key at all, before a query is spent on it.

    Keys without our prefix were taken over from another token table: only their
    digest can tell.
    """
    if not key.startswith(PREFIX):
        return True
    return secrets.compare_digest(
        checksum(key[:-CHECKSUM_LENGTH]).encode(), key[-CHECKSUM_LENGTH:].encode()
    )


def digest(key: str) -> str:
    """
    SHA-256 in hex: what the database holds.

    No salt and no slow hash: 190 random bits cannot be guessed from a dump,
    unlike a password, and one lookup by an indexed digest is all a request pays.
    """
    return hashlib.sha256(key.encode()).hexdigest()


def expires_at(token: "Token") -> datetime:
    """The earlier of ``created`` + TOKEN_EXPIRE_TIME and the token's own expiry."""
    latest = token.created + timedelta(seconds=settings.TOKEN_EXPIRE_TIME)
    return min(latest, token.expires_at) if token.expires_at else latest


def is_expired(token: "Token", *, now: datetime) -> bool:
    """Tell whether ``token`` is refused at ``now``; the bound is exclusive."""
    return now >= expires_at(token)


def is_from_future(token: "Token", *, now: datetime) -> bool:
    """Tell whether ``token`` claims to be made later than ``now`` and clock skew allow."""
    return token.created > now + CLOCK_SKEW
