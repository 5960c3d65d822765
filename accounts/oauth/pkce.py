"""Proof Key for Code Exchange (RFC 7636), by S256: ``plain`` is not offered."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256

from django.utils.crypto import constant_time_compare
from oauth2_provider.models import Application
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth.models import OptionalPKCE

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")  # a SHA-256 in base64url: §4.2
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")  # §4.1


def may_be_left_out(application: Application, scopes: Iterable[str]) -> bool:
    """
    Tell whether ``application`` may ask for ``scopes`` without PKCE.

    RFC 9700 §2.1.1 leaves this to confidential OpenID clients, which have a ``nonce`` instead:
    old ones, and those of OpenID's own tests. Each needs an administrator's permission here.
    """
    return (
        "openid" in scopes
        and application.client_type == application.CLIENT_CONFIDENTIAL
        and OptionalPKCE.objects.filter(pk=application.pk).exists()
    )


def set_optional(application: Application, *, is_so: bool) -> None:
    if is_so:
        OptionalPKCE.objects.get_or_create(application=application)
    else:
        OptionalPKCE.objects.filter(application=application).delete()


def is_challenge(text: str) -> bool:
    return bool(CHALLENGE.fullmatch(text))


def check_verifier(verifier: str | None, challenge: str) -> None:
    """
    Without a challenge a verifier is refused: somebody removed the challenge on its way, to get
    a code that any client can redeem (RFC 9700 §4.8.2).

    :raises InvalidRequestError: when ``verifier`` is missing, or has not the form of §4.1.
    :raises InvalidGrantError: when it does not fit ``challenge``.
    """
    if not challenge:
        if verifier is not None:
            raise errors.InvalidGrantError("This code was asked for without a code_challenge.")
        return
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
