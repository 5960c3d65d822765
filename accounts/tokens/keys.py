"""
The form of a token's key: ``dar_``, 32 random characters, 6 of checksum.

The prefix lets secret scanners find a leaked key. The checksum lets them, and
us, tell a real key from a lookalike without a query.
"""

import secrets
import string
import zlib

PREFIX = "dar_"
ALPHABET = string.digits + string.ascii_letters
RANDOM_LENGTH = 32  # characters of 62: 190 bits (ASVS 5.0 V7.2.3 asks for 128)
CHECKSUM_LENGTH = 6
HINT_LENGTH = len(PREFIX) + 4


def make_key() -> str:
    random = secrets.randbelow(len(ALPHABET) ** RANDOM_LENGTH)
    body = PREFIX + _in_base_62(random, RANDOM_LENGTH)
    return body + checksum(body)


def checksum(body: str) -> str:
    """CRC-32 of ``body`` in base 62, six characters. It finds typos; it keeps no secret."""
    return _in_base_62(zlib.crc32(body.encode()), CHECKSUM_LENGTH)


def _in_base_62(number: int, length: int) -> str:
    digits = ""
    for _ in range(length):
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
