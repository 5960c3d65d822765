from django.http import HttpRequest
from django.utils import timezone

from accounts.oauth.conf import conf
from accounts.oauth.dpop import freshness, proofs
from accounts.oauth.dpop.proofs import InvalidProof
from accounts.oauth.issuer import issuer


def key_of(request: HttpRequest, *, access_token: str | None = None) -> str | None:
    """
    Return the thumbprint of the key that ``request`` proves to have; None if it sends no proof.

    :param access_token: what it sends along to the API; no proof for another one will do.
    :raises InvalidProof:
    :raises UseNonce:
    """
    text = request.headers.get("DPoP")
    if conf.DPOP == "off" or text is None:
        return None
    now, proof = timezone.now(), proofs.read(text)
    proofs.check(
        proof, method=str(request.method), origin=issuer(request), path=request.path, now=now
    )
    if access_token is not None:
        proofs.check_token(proof, access_token)
    if conf.DPOP_NONCE:
        freshness.check_nonce(proof.claims.get("nonce"), now=now)
    freshness.spend(proof, now=now)
    return proof.thumbprint


def key_of_push(request: HttpRequest, named: str | None) -> str | None:
    """
    Return the key of a request that is pushed: by a proof, or ``named`` as dpop_jkt (§10.1).

    :raises InvalidProof: also when the two differ.
    """
    key = key_of(request)
    if key and named not in {None, key}:
        raise InvalidProof("dpop_jkt is not the key of the proof.")
    return key or named
