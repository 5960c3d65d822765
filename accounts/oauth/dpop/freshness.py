"""A proof is good once, and with ``DPOP_NONCE`` only with a nonce that this server gave out."""

from datetime import datetime, timedelta
from typing import Any

from django.core.signing import Signer
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from oauthlib.oauth2.rfc6749 import errors

from accounts.digests import digest
from accounts.oauth.dpop.models import SpentProof
from accounts.oauth.dpop.proofs import WINDOW, InvalidProof, Proof

STEP = 300  # seconds; a nonce is good for one to two of them
#: One proof of 256 deletes what has expired.
SWEEPS = "00"


class UseNonce(errors.OAuth2Error):
    """RFC 9449 §8: try again with this one."""

    error = "use_dpop_nonce"

    def __init__(self, nonce: str) -> None:
        super().__init__("Put the value of the header DPoP-Nonce into the proof, as nonce.")
        self.nonce = nonce

    @property
    def headers(self) -> dict[str, str]:
        return {**super().headers, "DPoP-Nonce": self.nonce}


def spend(proof: Proof, *, now: datetime) -> None:
    """
    Note that ``proof`` was used, in the database: any node would take it else.

    :raises InvalidProof: when it was used before, or is being used by a parallel request.
    """
    used = digest(f"{proof.thumbprint} {proof.claims['jti']}")
    if used.startswith(SWEEPS):
        expired(now=now).delete()
    # It could be good until twice the window is over; another node's clock may be behind.
    until = now + timedelta(seconds=3 * WINDOW)
    try:
        with transaction.atomic():
            SpentProof.objects.create(digest=used, expires_at=until)
    except IntegrityError as error:
        raise InvalidProof("This proof was used before. Make one for each request.") from error


def expired(*, now: datetime) -> QuerySet[SpentProof]:
    return SpentProof.objects.filter(expires_at__lt=now)


def nonce(*, now: datetime, before: int = 0) -> str:
    """Return the nonce of now, the same on every node, or that of some steps ``before``."""
    step = int(now.timestamp()) // STEP - before
    return Signer(salt="accounts.oauth.dpop").signature(str(step))


def check_nonce(sent: Any, *, now: datetime) -> None:
    """:raises UseNonce: for one that is missing, too old or not ours."""
    good = [nonce(now=now, before=before) for before in (0, 1)]
    if sent not in good:  # it is no secret of its sender's
        raise UseNonce(good[0])
