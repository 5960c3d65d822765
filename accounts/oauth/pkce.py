"""Proof Key for Code Exchange (RFC 7636), by S256: ``plain`` is not offered."""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256

from django.utils.crypto import constant_time_compare
from oauthlib.oauth2.rfc6749 import errors

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")  # a SHA-256 in base64url: §4.2
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")  # §4.1


def is_challenge(text: str) -> bool:
    return bool(CHALLENGE.fullmatch(text))


def check_verifier(verifier: str | None, challenge: str) -> None:
    """
    :raises InvalidRequestError: when ``verifier`` is missing, or has not the form of §4.1.
    :raises InvalidGrantError: when it does not fit ``challenge``.
    """
    if verifier is None:
        raise errors.InvalidRequestError("The parameter code_verifier is missing.")
    if not VERIFIER.fullmatch(verifier):
        raise errors.InvalidRequestError(
            "code_verifier has to be 43 to 128 letters, digits, hyphens, dots, underscores "
            "and tildes."
        )
    made = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    if not constant_time_compare(made, challenge):
        raise errors.InvalidGrantError("code_verifier does not fit the code_challenge.")
