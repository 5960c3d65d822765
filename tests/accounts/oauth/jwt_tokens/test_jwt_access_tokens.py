"""Access tokens are JWTs if the site says so (RFC 9068)."""

import json
import time

import pytest

from accounts.oauth.openid import keys
from tests.accounts.oauth.conftest import ISSUER
from tests.accounts.oauth.dpop.proofs import jkt, proof
from tests.accounts.oauth.jwt_tokens.conftest import OTHER_API
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
