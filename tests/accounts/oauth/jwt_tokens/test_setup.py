"""Without a key no JWT is made, and the start says so."""

import pytest
from django.core.checks import run_checks

from tests.accounts.oauth.conftest import ISSUER
from tests.accounts.oauth.dpop.proofs import proof
from tests.accounts.oauth.jwt_tokens.conftest import OTHER_API

pytestmark = pytest.mark.django_db


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
