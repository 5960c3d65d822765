"""Beside keys the secret is refused, and discovery tells of them."""

import pytest

from accounts.oauth.assertions import client_keys
from accounts.oauth.assertions.proofs import ALGORITHMS
from tests.accounts.oauth.assertions.conftest import GRANT

pytestmark = pytest.mark.django_db


def test_beside_keys_the_secret_is_refused(signer, post_token):
    response = post_token(signer, **GRANT)

    assert response.status_code == 401
    assert "client_assertion" in response.json()["error_description"]


def test_without_them_it_is_good_again(signer, post_token):
    client_keys.register(signer.application, "")

    assert post_token(signer, **GRANT).status_code == 200


def test_discovery_tells_of_it(api):
    data = api.get("/.well-known/oauth-authorization-server").json()

    for endpoint in ("token", "revocation", "introspection"):
        assert "private_key_jwt" in data[f"{endpoint}_endpoint_auth_methods_supported"]
        assert data[f"{endpoint}_endpoint_auth_signing_alg_values_supported"] == ALGORITHMS
