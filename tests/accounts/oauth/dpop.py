"""Keys and proofs of the cast (RFC 9449), made by another library than the one that reads them."""

import hashlib
import time
import uuid
from base64 import urlsafe_b64encode

from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey

KEY = ECKey.generate_key("P-256")
OTHER_KEY = ECKey.generate_key("P-256")
ED_KEY = OKPKey.generate_key("Ed25519")
RSA_KEY = RSAKey.generate_key(2048)


ALGORITHMS = ["ES256", "EdDSA", "PS256", "RS256", "ES384", "HS256", "none"]


def jkt(key=KEY):
    return key.thumbprint()


def ath(token):
    return urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).decode().rstrip("=")


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
