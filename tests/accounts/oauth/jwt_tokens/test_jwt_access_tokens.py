"""Access tokens are JWTs if the site says so (RFC 9068)."""

import hashlib
import json
import time

import pytest
from django.core.checks import run_checks
from oauth2_provider.models import AccessToken

from accounts.oauth.openid import keys
from tests.accounts.oauth.conftest import ISSUER
from tests.accounts.oauth.dpop.proofs import jkt, proof
from tests.accounts.oauth.jwt_tokens.conftest import OTHER_API, call
from tests.accounts.oauth.jwt_tokens.test_other_apis import base64url
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


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
