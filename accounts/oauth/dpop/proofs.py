"""Read a proof, the value of the ``DPoP`` header, and judge it (RFC 9449 §4.3)."""

import hashlib
import json
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from jwcrypto.common import JWException, base64url_decode
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth.ed25519 import is_of_small_order

LONGEST = 4096  # characters; one with an RSA key of 4096 bits has some 1800
WINDOW = 60  # seconds that clocks may differ by, either way
JTI = re.compile(r"[!-~]{1,256}")
COMPACT = re.compile(r"\A[A-Za-z0-9_-]{1,4000}\.[A-Za-z0-9_-]{1,4000}\.[A-Za-z0-9_-]{1,4000}\Z")
#: Asymmetric ones alone: of each its type and curve.
ALGORITHMS = {
    "ES256": ("EC", "P-256"),
    "Ed25519": ("OKP", "Ed25519"),  # RFC 9864
    "EdDSA": ("OKP", "Ed25519"),  # the same by its older name
    "PS256": ("RSA", None),
    "RS256": ("RSA", None),
}
#: The members of a public key, and all that is read of one.
MEMBERS = {"EC": ("crv", "x", "y"), "OKP": ("crv", "x"), "RSA": ("n", "e")}
PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}  # RFC 7518 §6
RSA_LENGTHS = range(342, 684)  # characters of n: 2048 to 4096 bits
RSA_EXPONENT = "AQAB"  # others make the check as slow as their maker likes
PORTS = {"http": 80, "https": 443}


class InvalidProof(errors.OAuth2Error):
    error = "invalid_dpop_proof"


@dataclass(frozen=True)
class Proof:
    """The claims that a key has signed; ``thumbprint`` is that of the key (RFC 7638)."""

    thumbprint: str
    claims: dict[str, Any]


def read(text: str) -> Proof:
    """
    Return the proof once its signature fits the key in it. Nothing else of it is judged.

    :raises InvalidProof: also for whatever is no proof at all.
    """
    if len(text) > LONGEST or not COMPACT.fullmatch(text):
        raise InvalidProof("DPoP has to be one JWT in compact form.")
    try:
        head, body, _ = text.split(".")
        header, claims = json.loads(base64url_decode(head)), json.loads(base64url_decode(body))
        key, algorithm = _key_of(header)
        signed = JWS()
        signed.allowed_algs = [algorithm]
        signed.deserialize(text)
        signed.verify(key, algorithm)
        if not isinstance(claims, dict):
            raise InvalidProof("The proof has no claims.")
        return Proof(key.thumbprint(), claims)
    except (JWException, LookupError, TypeError, ValueError, RecursionError) as error:
        raise InvalidProof("The signature of the proof does not fit the key in it.") from error


def _key_of(header: Any) -> tuple[JWK, str]:
    if not isinstance(header, dict) or header.get("typ") != "dpop+jwt":
        raise InvalidProof("typ of the proof is not dpop+jwt.")
    algorithm, members = header.get("alg"), header.get("jwk")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise InvalidProof(f"alg of the proof is none of {', '.join(ALGORITHMS)}.")
    if "crit" in header:
        raise InvalidProof("The proof has a header that this server does not know: crit.")
    if not isinstance(members, dict) or PRIVATE & set(members):
        raise InvalidProof("jwk of the proof has to be a public key.")
    if (members.get("kty"), members.get("crv")) != ALGORITHMS[algorithm]:
        raise InvalidProof("jwk of the proof is no key for its alg.")
    if members["kty"] == "RSA" and not _is_usual_rsa(members):
        raise InvalidProof("An RSA key has 2048 to 4096 bits, and the exponent 65537.")
    read: dict[str, Any] = {name: members.get(name) for name in MEMBERS[members["kty"]]}
    if not all(isinstance(text, str) for text in read.values()):
        raise InvalidProof(f"jwk of the proof lacks one of {', '.join(read)}.")
    if members["kty"] == "OKP" and is_of_small_order(read["x"]):
        raise InvalidProof("Anybody can sign for the jwk of the proof: its order is small.")
    return JWK(kty=members["kty"], **read), algorithm


def _is_usual_rsa(members: dict[str, Any]) -> bool:
    modulus = members.get("n")
    is_usual = isinstance(modulus, str) and len(modulus) in RSA_LENGTHS
    return is_usual and members.get("e") == RSA_EXPONENT


def check(proof: Proof, *, method: str, origin: str, path: str, now: datetime) -> None:
    """
    :param origin: this server's address, such as ``https://polls.example.com``.
    :param path: that of the request, decoded.
    :raises InvalidProof: when ``proof`` was made for another request, or at another time.
    """
    claims = proof.claims
    if claims.get("htm") != method:
        raise InvalidProof("htm of the proof is not the method of this request.")
    if not is_address(claims.get("htu"), origin=origin, path=path):
        raise InvalidProof("htu of the proof is not the address of this request.")
    if not _is_now(claims.get("iat"), int(now.timestamp())):
        raise InvalidProof(f"iat of the proof is not within {WINDOW} seconds of now.")
    jti = claims.get("jti")
    if not isinstance(jti, str) or not JTI.fullmatch(jti):
        raise InvalidProof("jti of the proof is no text of 1 to 256 ASCII characters.")


def _is_now(issued_at: Any, now: int) -> bool:
    return isinstance(issued_at, int | float) and abs(issued_at - now) <= WINDOW  # NaN is not


def is_address(htu: Any, *, origin: str, path: str) -> bool:
    """Compare as RFC 3986 §6.2 has it; a query and a fragment do not count (§4.3)."""
    try:
        sent = urlsplit(htu) if isinstance(htu, str) else None
        return sent is not None and (
            _origin(htu) == _origin(origin)
            and "@" not in sent.netloc
            and (unquote(sent.path) or "/") == path
        )
    except ValueError:  # of a port, or of brackets
        return False


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)


def check_token(proof: Proof, access_token: str) -> None:
    """:raises InvalidProof: when ``proof`` was made for another access token (§7)."""
    made = urlsafe_b64encode(hashlib.sha256(access_token.encode("latin-1")).digest())
    if proof.claims.get("ath") != made.decode().rstrip("="):
        raise InvalidProof("ath of the proof is not the SHA-256 of this access token.")
