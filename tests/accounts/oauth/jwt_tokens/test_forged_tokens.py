"""Another API takes no JWT that this site did not sign for it."""

import hmac
import json
import time
from base64 import urlsafe_b64encode

import pytest
from joserfc import jws
from joserfc.jwk import RSAKey

from accounts.oauth.keys import make_key
from accounts.oauth.openid import keys
from tests.accounts.oauth.conftest import ISSUER
from tests.accounts.oauth.jwt_tokens.conftest import OTHER_API

pytestmark = pytest.mark.django_db


def base64url(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def forged(change, key, **header):
    """A token as this site makes them, but for ``change`` and ``header``."""
    claims = {
        "iss": ISSUER,
        "aud": OTHER_API,
        "sub": "1",
        "client_id": "x",
        "scope": "polls:read",
        "exp": int(time.time()) + 60,
    }
    claims = {name: value for name, value in (claims | change).items() if value is not None}
    header = {"typ": "at+jwt", "alg": "RS256", "kid": keys()[0].thumbprint()} | header
    return jws.serialize_compact(header, json.dumps(claims), key, algorithms=["RS256"])


@pytest.mark.parametrize(
    ("change", "header", "status"),
    [
        ({}, {}, 200),
        ({}, {"typ": "JWT"}, 401),  # an ID token
        ({"aud": ISSUER}, {}, 401),
        ({"aud": None}, {}, 401),
        ({"iss": "https://evil.example"}, {}, 401),
        ({"exp": int(time.time()) - 60}, {}, 401),
        ({"exp": None}, {}, 401),
        ({"sub": None}, {}, 401),
        ({"scope": "openid"}, {}, 401),
        ({"scope": None}, {}, 401),
        ({"cnf": {"jkt": "x"}}, {}, 401),
    ],
)
def test_the_other_api_checks_each_claim(local, key, change, header, status):
    assert local(forged(change, RSAKey.import_key(key), **header))[0] == status


def test_a_header_that_no_library_expects_is_refused_too(local):
    header = base64url(json.dumps({"alg": "RS256", "crit": 1}).encode())

    assert local(f"{header}.e30.AA")[0] == 401


def test_nobody_else_can_sign_one(local, key):
    public = RSAKey.import_key(key).as_pem(private=False)
    assert local(forged({}, RSAKey.import_key(make_key())))[0] == 401
    claims = forged({}, RSAKey.import_key(key)).split(".")[1]
    for algorithm, sign in [
        ("HS256", lambda text: hmac.digest(public, text, "sha256")),
        ("none", lambda text: b""),
    ]:
        text = f"{base64url(json.dumps({'typ': 'at+jwt', 'alg': algorithm}).encode())}.{claims}"
        assert local(f"{text}.{base64url(sign(text.encode()))}")[0] == 401
