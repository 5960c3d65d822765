"""Each claim of an assertion is looked at, and each assertion is taken once."""

import time

import pytest
from django.core.management import call_command

from accounts.oauth.assertions import client_keys
from accounts.oauth.dpop.models import SpentProof
from tests.accounts.oauth.assertions.conftest import GRANT
from tests.accounts.oauth.conftest import ISSUER

pytestmark = pytest.mark.django_db

FUTURE, PAST = 4000, -3600


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"iss": "another"}, "iss and sub"),
        ({"iss": None}, "iss and sub"),
        ({"aud": None}, "aud"),
        ({"aud": "https://elsewhere.example"}, "aud"),
        ({"aud": ISSUER + "/"}, "aud"),
        ({"aud": []}, "aud"),
        ({"aud": [ISSUER, "https://elsewhere.example"]}, "aud"),
        ({"aud": {"a": 1}}, "aud"),
        ({"exp": None}, "exp"),
        ({"exp": PAST}, "exp"),
        ({"exp": FUTURE}, "exp"),
        ({"exp": True}, "exp"),
        ({"exp": "tomorrow"}, "exp"),
        ({"iat": FUTURE}, "iat"),
        ({"nbf": FUTURE}, "nbf"),
        ({"iat": "now"}, "iat"),
        ({"jti": None}, "jti"),
        ({"jti": ""}, "jti"),
        ({"jti": "x" * 256}, "jti"),
        ({"jti": 1}, "jti"),
    ],
)
def test_a_claim_that_is_wrong_is_named(signer, sign, post_token, changes, said):
    changes = {
        name: int(time.time()) + value if value in (FUTURE, PAST) else value
        for name, value in changes.items()
    }

    response = post_token(client_id=signer.id, **GRANT, **sign(**changes))

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
    assert said in response.json()["error_description"]
    assert not SpentProof.objects.exists()


def test_each_is_taken_once(signer, sign, post_token):
    signed = sign()

    assert post_token(**GRANT, **signed).status_code == 200
    second = post_token(**GRANT, **signed)

    assert second.status_code == 401
    assert "used before" in second.json()["error_description"]


def test_two_applications_may_choose_the_same_jti(signer, make_client, jwks, sign, post_token):
    other = make_client("client-credentials")
    client_keys.register(other.application, jwks)

    assert post_token(**GRANT, **sign(jti="1")).status_code == 200
    assert post_token(**GRANT, **sign(jti="1", iss=other.id, sub=other.id)).status_code == 200


def test_the_database_forgets_those_that_have_expired(signer, sign, post_token):
    post_token(**GRANT, **sign(exp=int(time.time()) - 25))
    spent = SpentProof.objects.get()  # a node whose clock is behind would take it for longer
    assert spent.expires_at.timestamp() > time.time() + 25
    SpentProof.objects.update(expires_at="2020-01-01T00:00:00Z")

    call_command("prune")

    assert not SpentProof.objects.exists()
