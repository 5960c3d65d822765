"""The metadata tell what is on, and every address in them answers."""

import json

import pytest

from tests.accounts.oauth.conftest import ISSUER

pytestmark = pytest.mark.django_db

SERVER = "/.well-known/oauth-authorization-server"
OPENID = "/.well-known/openid-configuration"


@pytest.mark.parametrize("path", [SERVER, SERVER + "/"])
def test_the_metadata_tells_what_is_on(api, path):
    data = api.get(path).json()

    assert data["issuer"] == ISSUER
    assert data["token_endpoint"] == f"{ISSUER}/auth/token"
    assert data["response_types_supported"] == ["code"]
    assert data["code_challenge_methods_supported"] == ["S256"]
    assert data["authorization_response_iss_parameter_supported"] is True
    assert set(data["grant_types_supported"]) == {
        "authorization_code",
        "client_credentials",
        "password",
        "refresh_token",
        "urn:ietf:params:oauth:grant-type:device_code",
    }
    assert "openid" not in data["scopes_supported"]
    assert "jwks_uri" not in data
    assert "implicit" not in json.dumps(data)
    assert "plain" not in json.dumps(data)


@pytest.mark.parametrize("path", [SERVER, OPENID, OPENID + "/"])
def test_with_a_key_it_tells_of_openid_connect(oidc, api, path):
    data = api.get(path).json()

    assert data["jwks_uri"] == f"{ISSUER}/auth/jwks"
    assert data["userinfo_endpoint"] == f"{ISSUER}/auth/userinfo"
    assert data["id_token_signing_alg_values_supported"] == ["RS256"]
    assert "openid" in data["scopes_supported"]
    assert data["request_parameter_supported"] is False
    assert data["request_uri_parameter_supported"] is False


def test_every_address_in_it_answers(oidc, api):
    data = api.get(SERVER).json()
    addresses = [v for k, v in data.items() if k.endswith(("_endpoint", "_uri"))]

    assert len(addresses) == 8
    for address in addresses:
        assert api.get(address.removeprefix(ISSUER)).status_code != 404


@pytest.mark.parametrize("path", [SERVER, OPENID, "/auth/jwks", "/auth/jwks/"])
def test_it_is_only_read(oidc, browser, path):
    response = browser.post(path)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
