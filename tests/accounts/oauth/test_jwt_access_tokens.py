"""Access tokens that are JWTs (RFC 9068): other APIs check them, and learn of no revocation."""

import hashlib
import hmac
import importlib
import json
import sys
import time
from base64 import urlsafe_b64encode
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from joserfc import jws, jwt
from joserfc.jwk import KeySet, RSAKey
from oauth2_provider.models import AccessToken

from accounts.oauth.keys import make_key
from accounts.oauth.openid import keys
from tests.accounts.oauth.conftest import ISSUER
from tests.accounts.oauth.dpop.proofs import jkt, proof
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

EXAMPLE = Path(__file__).parents[3] / "examples" / "local_api"
API, OTHER_API = "/polls/api/questions", "https://local.example"


@pytest.fixture(autouse=True)
def is_on(settings, oidc):
    settings.JWT_ACCESS_TOKENS = True


@pytest.fixture
def local(api, monkeypatch):
    """``local(token)``: the status of the API that checks tokens by itself, and its answer."""
    monkeypatch.syspath_prepend(EXAMPLE)
    monkeypatch.setenv("ISSUER", ISSUER)
    monkeypatch.setenv("RESOURCE", OTHER_API)
    sys.modules.pop("api", None)
    example = importlib.import_module("api")

    def get(url, timeout):
        assert url == f"{ISSUER}/auth/jwks"
        return SimpleNamespace(raise_for_status=int, json=api.get("/auth/jwks").json)

    monkeypatch.setattr(example.requests, "get", get)

    def call(token):
        said = []
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
        (body,) = example.application(headers, lambda status, _headers: said.append(status))
        return int(said[0][:3]), json.loads(body)

    yield call
    sys.modules.pop("api", None)


@pytest.fixture
def read(api):
    def decode(token):
        return jwt.decode(token, KeySet.import_key_set(api.get("/auth/jwks").json()))

    return decode


def base64url(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def call(api, token):
    return api.get(API, headers={"Authorization": f"Bearer {token}"}).status_code


def test_it_says_what_rfc_9068_asks_for(alice, post_token, code_client, make_code, read):
    code = make_code(code_client, alice, claims=json.dumps({"acr": "2", "dpop_jkt": None}))
    token = post_token(code_client, **code).json()["access_token"]

    found = read(token)
    assert found.header == {"typ": "at+jwt", "alg": "RS256", "kid": keys()[0].thumbprint()}
    claims = found.claims
    assert abs(claims.pop("iat") - time.time()) < 10
    assert 3590 < claims.pop("exp") - time.time() <= 3600
    assert len(claims.pop("jti")) >= 20
    assert claims == {
        "iss": ISSUER,
        "aud": ISSUER,
        "sub": str(alice.pk),
        "client_id": code_client.id,
        "scope": "polls:read polls:vote",
        "acr": "2",
    }


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ([OTHER_API], OTHER_API),
        ([OTHER_API, "https://third.example/a"], [OTHER_API, "https://third.example/a"]),
    ],
)
def test_aud_is_the_resource(alice, sign_in, read, sent, told):
    assert read(sign_in(alice, resource=sent)["access_token"]).claims["aud"] == told


def test_the_database_has_a_digest_and_the_api_looks_it_up(alice, sign_in, api):
    token = sign_in(alice)["access_token"]

    assert call(api, token) == 200
    assert token not in str(AccessToken.objects.values())
    AccessToken.objects.all().delete()
    assert call(api, token) == 401


def test_refresh_tokens_stay_random(alice, sign_in, post_token, password_client, read):
    before = sign_in(alice)
    assert not before["refresh_token"].startswith("eyJ")

    data = {"grant_type": "refresh_token", "refresh_token": before["refresh_token"]}
    after = post_token(password_client, scope="polls:read", **data).json()
    assert read(after["access_token"]).claims["scope"] == "polls:read"
    assert read(after["access_token"]).claims["jti"] != read(before["access_token"]).claims["jti"]


def test_at_hash_of_the_id_token_is_that_of_the_jwt(
    alice, client_of_people, make_code, post_token, read
):
    tokens = post_token(
        client_of_people, **make_code(client_of_people, alice, scope="openid")
    ).json()

    digest = hashlib.sha256(tokens["access_token"].encode()).digest()
    assert read(tokens["id_token"]).claims["at_hash"] == base64url(digest[:16])


def test_a_machine_has_its_own_name(post_token, machine, make_client, read):
    token = post_token(machine, grant_type="client_credentials").json()["access_token"]
    assert read(token).claims["sub"] == machine.id

    number = make_client("client-credentials", client_id="7")
    refused = post_token(number, grant_type="client_credentials")
    assert refused.json()["error"] == "unauthorized_client"
    assert "digits" in refused.json()["error_description"]


def test_it_names_the_key_that_it_is_bound_to(settings, alice, post_token, password_client, read):
    settings.DPOP = "on"
    data = {"grant_type": "password", "username": "alice", "password": PASSWORD}
    headers = {"DPoP": proof("POST", f"{ISSUER}/auth/token")}

    token = post_token(password_client, headers=headers, **data).json()["access_token"]
    assert read(token).claims["cnf"] == {"jkt": jkt()}


def test_what_is_refused_while_it_is_made_spends_no_code(
    settings, alice, public_client, make_code, post_token
):
    settings.DPOP, settings.DPOP_NONCE = "on", True
    code = make_code(public_client, alice, resource=[OTHER_API])

    refused = post_token(public_client, resource="https://third.example", **code)
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_target")
    address = f"{ISSUER}/auth/token"
    asked = post_token(public_client, headers={"DPoP": proof("POST", address)}, **code)
    assert (asked.status_code, asked.json()["error"]) == (400, "use_dpop_nonce")
    headers = {"DPoP": proof("POST", address, nonce=asked["DPoP-Nonce"])}
    assert post_token(public_client, headers=headers, **code).json()["token_type"] == "DPoP"


# Another API -------------------------------------------------------------------------


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


# The setting -------------------------------------------------------------------------


def test_off_they_are_random(settings, alice, sign_in):
    settings.JWT_ACCESS_TOKENS = False

    assert not sign_in(alice)["access_token"].startswith("eyJ")


def test_without_a_key_no_token_is_made(set_up, machine, post_token):
    set_up(OIDC_ENABLED=False, OIDC_RSA_PRIVATE_KEY="", OIDC_RSA_PRIVATE_KEYS_INACTIVE=[])

    refused = post_token(machine, grant_type="client_credentials")
    assert (refused.status_code, refused.json()["error"]) == (400, "server_error")
    assert "no key" in refused.json()["error_description"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, 0),
        ({"OIDC_ENABLED": False}, 1),
        ({"is_on": False, "OIDC_ENABLED": False}, 0),
        ({"ISSUER": ""}, 1),
    ],
)
def test_a_missing_key_or_issuer_is_told(settings, set_up, changes, found):
    settings.JWT_ACCESS_TOKENS = changes.pop("is_on", True)
    settings.ISSUER = changes.pop("ISSUER", ISSUER)
    set_up(**changes)

    assert len([error for error in run_checks() if error.id == "accounts.oauth.E012"]) == found
