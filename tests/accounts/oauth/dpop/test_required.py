"""Where DPoP is required, no bearer token is good or given."""

import pytest
from oauth2_provider.models import AccessToken

from accounts.oauth import applications
from tests.accounts.oauth.dpop.conftest import proving, refresh
from tests.accounts.oauth.dpop.proofs import jkt

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("scheme", ["Bearer", "DPoP"])
def test_required_a_bearer_token_of_before_is_refused_until_it_is_refreshed(
    settings, redeem, public_client, get, post_token, scheme
):
    before = redeem(public_client).json()
    settings.DPOP = "required"

    refused = get(before["access_token"], scheme)
    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_token")
    assert "requires DPoP" in refused.json()["detail"]
    assert refresh(post_token, public_client, before).json()["error"] == "invalid_dpop_proof"
    after = refresh(post_token, public_client, before, proving()).json()
    assert get(after["access_token"]).status_code == 200


def test_required_nobody_gets_a_bearer_token(settings, redeem, public_client, post_token, api):
    settings.DPOP = "required"

    refused = redeem(public_client)
    assert refused.json()["error"] == "invalid_dpop_proof"
    assert not AccessToken.objects.exists()
    told = api.get("/.well-known/oauth-protected-resource").json()
    assert told["dpop_bound_access_tokens_required"] is True


@pytest.mark.parametrize(
    ("dpop", "which", "is_active"),
    [
        ("on", "access_token", True),
        ("required", "access_token", False),
        ("required", "refresh_token", True),  # with a proof it buys a token that is good
    ],
)
def test_required_other_apis_are_told_that_a_bearer_token_of_before_is_dead(
    settings, redeem, public_client, machine, post_token, dpop, which, is_active
):
    applications.set_resource_server(machine.application, is_so=True)
    before = redeem(public_client).json()
    settings.DPOP = dpop

    told = post_token(machine, "/auth/introspect", token=before[which]).json()

    assert told["active"] is is_active


@pytest.mark.parametrize("dpop", ["on", "required"])
def test_introspection_tells_the_key(settings, bound, machine, post_token, dpop):
    settings.DPOP = dpop
    applications.set_resource_server(machine.application, is_so=True)
    told = post_token(machine, "/auth/introspect", token=bound["access_token"]).json()

    assert told["token_type"] == "DPoP"
    assert told["cnf"] == {"jkt": jkt()}
