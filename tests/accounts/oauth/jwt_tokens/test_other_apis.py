"""Another API checks a JWT by itself, with the keys that this site publishes."""

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
from tests.accounts.oauth.jwt_tokens.conftest import OTHER_API, call

pytestmark = pytest.mark.django_db


def base64url(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def test_another_api_asks_nobody(alice, sign_in, local, password_client):
    token = sign_in(alice, resource=OTHER_API)["access_token"]

    assert local(token) == (200, {"sub": str(alice.pk), "client_id": password_client.id})


def test_a_revoked_token_still_works_where_nobody_asks(
    alice, settings, sign_in, local, api, post_token, password_client
):
    settings.RESOURCES = [OTHER_API]  # this API takes the same token
    token = sign_in(alice, resource=OTHER_API)["access_token"]
    assert (call(api, token), local(token)[0]) == (200, 200)

    post_token(password_client, "/auth/revoke-token", token=token)
    assert (call(api, token), local(token)[0]) == (401, 200)
    alice.is_active = False
    alice.save()
    assert local(token)[0] == 200


def test_tokens_of_the_old_key_are_good_until_it_is_dropped(
    alice, sign_in, set_up, local, key, old_key
):
    set_up(OIDC_RSA_PRIVATE_KEY=old_key, OIDC_RSA_PRIVATE_KEYS_INACTIVE=[])
    token = sign_in(alice, resource=OTHER_API)["access_token"]

    set_up(OIDC_RSA_PRIVATE_KEY=key, OIDC_RSA_PRIVATE_KEYS_INACTIVE=[old_key])
    assert local(token)[0] == 200
    set_up(OIDC_RSA_PRIVATE_KEYS_INACTIVE=[])
    assert local(token)[0] == 401


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


def test_an_access_token_is_no_id_token_hint(alice, sign_in, api):
    token = sign_in(alice)["access_token"]

    refused = api.get("/auth/end-session", {"id_token_hint": token})
    assert refused.status_code == 400
