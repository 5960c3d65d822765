"""A proof at the token endpoint binds what it issues to the key (RFC 9449 §5)."""

import pytest
from oauth2_provider.models import AccessToken

from tests.accounts.oauth.dpop.conftest import API, proving, refresh
from tests.accounts.oauth.dpop.proofs import OTHER_KEY
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({"path": API}, "htu"),
        ({"method": "GET"}, "htm"),
        ({"iat": 1}, "iat"),
        ({"header": {"jwk": OTHER_KEY.as_dict(private=False)}}, "signature"),
    ],
)
def test_a_bad_proof_spends_no_code(post_token, make_code, alice, public_client, made, words):
    code = make_code(public_client, alice)

    refused = post_token(public_client, headers=proving(**made), **code)

    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_dpop_proof")
    assert words in refused.json()["error_description"]
    assert not AccessToken.objects.exists()
    assert post_token(public_client, headers=proving(), **code).status_code == 200


@pytest.mark.parametrize(
    ("client", "headers", "token_type"),
    [
        ("public_client", proving, "DPoP"),
        ("public_client", lambda: proving(key=OTHER_KEY), None),
        ("public_client", lambda: None, None),
        # Confidential ones prove themselves with each refresh (§5).
        ("code_client", proving, "DPoP"),
        ("code_client", lambda: proving(key=OTHER_KEY), "DPoP"),
        ("code_client", lambda: None, "Bearer"),
    ],
)
def test_a_refresh_token_of_a_public_client_is_bound(
    request, redeem, post_token, client, headers, token_type
):
    client = request.getfixturevalue(client)
    tokens = redeem(client, proving()).json()

    answer = refresh(post_token, client, tokens, headers())

    assert answer.json().get("token_type") == token_type
    if token_type is None:
        assert answer.json()["error"] == "invalid_grant"
        again = refresh(post_token, client, tokens, proving())  # it was not spent by that
        assert again.json()["token_type"] == "DPoP"


def test_the_key_lasts_from_refresh_to_refresh(bound, post_token, public_client):
    for _ in range(3):
        bound = refresh(post_token, public_client, bound, proving()).json()
    refused = refresh(post_token, public_client, bound)

    assert refused.json()["error"] == "invalid_grant"
    assert "bound to a key" in refused.json()["error_description"]


@pytest.mark.parametrize("grant", ["password", "client_credentials"])
def test_other_grants_are_bound_too(alice, password_client, machine, post_token, get, grant):
    client = password_client if grant == "password" else machine
    data = {"username": "alice", "password": PASSWORD} if grant == "password" else {}
    tokens = post_token(client, headers=proving(), grant_type=grant, **data).json()

    assert tokens["token_type"] == "DPoP"
    assert get(tokens["access_token"]).status_code == 200
