"""DPoP is off or on, and discovery says so."""

import pytest
from django.core.checks import run_checks

from tests.accounts.oauth.dpop.conftest import API, proving, refresh

pytestmark = pytest.mark.django_db


def test_turned_off_it_leaves_no_bound_token_to_thieves(
    settings, bound, get, post_token, public_client
):
    settings.DPOP = "off"

    assert get(bound["access_token"], "Bearer", None).status_code == 401
    assert get(bound["access_token"]).status_code == 401
    assert refresh(post_token, public_client, bound).json()["error"] == "invalid_grant"


def test_discovery_tells_the_algorithms(settings, api):
    name, path = "dpop_signing_alg_values_supported", "/.well-known/oauth-authorization-server"

    assert "RS256" in api.get(path).json()[name]
    settings.DPOP = "off"
    assert name not in api.get(path).json()


def test_off_there_is_no_such_scheme(settings, redeem, public_client, get, api):
    settings.DPOP = "off"
    tokens = redeem(public_client, proving()).json()

    assert tokens["token_type"] == "Bearer"
    assert get(tokens["access_token"]).status_code == 401
    assert "DPoP" not in api.get(API)["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("mode", "nonce", "found"),
    [
        ("off", False, 0),
        ("on", True, 0),
        ("required", False, 0),
        ("off", True, 1),
        ("yes", False, 1),
    ],
)
def test_settings_that_say_nothing_are_told(settings, mode, nonce, found):
    settings.DPOP, settings.DPOP_NONCE = mode, nonce

    assert len([error for error in run_checks() if error.id == "accounts.oauth.E011"]) == found
