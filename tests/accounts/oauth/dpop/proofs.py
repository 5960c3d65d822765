"""Keys and proofs of the cast (RFC 9449), made by another library than the one that reads them."""

import hashlib
import json
import time
import uuid
from base64 import urlsafe_b64encode

from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey

KEY = ECKey.generate_key("P-256")
OTHER_KEY = ECKey.generate_key("P-256")
ED_KEY = OKPKey.generate_key("Ed25519")
RSA_KEY = RSAKey.generate_key(2048)

IDENTITY = "01" + "00" * 31
#: Anybody can sign for these points of Ed25519, here as RFC 8032 encodes them. There are eight of
#: small order; six more encodings are not reduced.
SMALL_ORDERS = [
    *[IDENTITY, "ec" + "ff" * 30 + "7f", "00" * 32, "00" * 31 + "80"],
    *[
        f"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc{end}"
        for end in ("05", "85")
    ],
    *[
        f"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03{end}"
        for end in ("7a", "fa")
    ],
    *["01" + "00" * 30 + "80", "ec" + "ff" * 31],
    *[first + "ff" * 30 + last for first in ("ed", "ee") for last in ("7f", "ff")],
]


def base64url(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def ed25519(point):
    """The public key with this point, as a JWK."""
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url(bytes.fromhex(point))}


def forged(header, claims):
    """A JWT that nobody signed: R is the identity and S is 0, which fits the key ``IDENTITY``."""
    parts = [json.dumps(part).encode() for part in (header, claims)]
    return ".".join(map(base64url, [*parts, bytes.fromhex(IDENTITY) + bytes(32)]))


ALGORITHMS = ["ES256", "Ed25519", "EdDSA", "PS256", "RS256", "ES384", "HS256", "none"]


def jkt(key=KEY):
    return key.thumbprint()


def ath(token):
    return base64url(hashlib.sha256(token.encode()).digest())


def proof(method, address, /, *, key=KEY, alg="ES256", header=None, token=None, **claims):
    """A proof for a request; claims and members of the header that are None are left out."""
    head = {"typ": "dpop+jwt", "alg": alg, "jwk": key.as_dict(private=False)} | (header or {})
    head["jwk"] = head["jwk"] and {
        name: text for name, text in head["jwk"].items() if name not in {"kid", "use", "alg"}
    }
    body = {"htm": method, "htu": address, "iat": int(time.time()), "jti": uuid.uuid4().hex}
    body |= ({"ath": ath(token)} if token else {}) | claims
    given = [{name: v for name, v in part.items() if v is not None} for part in (head, body)]
    return jwt.encode(*given, key, algorithms=ALGORITHMS)
