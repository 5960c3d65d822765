"""``private_key_jwt``: an application proves itself by a signature (RFC 7523)."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from accounts.oauth.assertions import keys
from accounts.oauth.assertions.proofs import ALGORITHMS
from accounts.oauth.pushed.models import PushedRequest
from tests.accounts.oauth.assertions.conftest import GRANT, TOKEN_ENDPOINT
from tests.accounts.oauth.conftest import ISSUER
from tests.accounts.oauth.test_consent import ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("audience", [ISSUER, TOKEN_ENDPOINT, [ISSUER]])
def test_a_signature_takes_the_place_of_the_secret(signer, sign, post_token, algorithm, audience):
    response = post_token(**GRANT, **sign(algorithm, aud=audience))

    assert response.status_code == 200, response.content


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_it_need_not_name_its_key(signer, sign, post_token, algorithm):
    signed = sign(algorithm, header={"alg": algorithm})

    assert post_token(**GRANT, **signed).status_code == 200


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/auth/token", GRANT, 200),
        ("/auth/revoke-token", {"token": "x"}, 200),
        ("/auth/introspect", {"token": "x"}, 200),
        ("/auth/device-authorization", {}, 400),  # known, and registered for another grant
    ],
)
def test_it_does_wherever_a_client_proves_itself(signer, sign, post_token, path, data, status):
    assert post_token(None, path, **data, **sign()).status_code == status
    assert post_token(None, path, **data, **sign(aud="x")).status_code == 401


def test_it_buys_tokens_with_a_code(alice, client_of_people, jwks, sign, make_code, post_token):
    keys.register(client_of_people.application, jwks)
    named = {"iss": client_of_people.id, "sub": client_of_people.id}
    code = make_code(client_of_people, alice, scope="openid")

    tokens = post_token(**code, **sign(**named)).json()
    refresh = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}

    assert tokens["id_token"]
    assert post_token(**refresh).status_code == 401
    assert post_token(**refresh, **sign(**named)).status_code == 200


@pytest.mark.parametrize(
    ("audience", "status"),
    [(ISSUER, 201), (TOKEN_ENDPOINT, 201), (f"{ISSUER}/auth/par", 201), ("https://a.example", 401)],
)
def test_it_pushes_a_request(settings, code_client, jwks, sign, post_token, audience, status):
    settings.PUSHED_REQUESTS = "on"
    keys.register(code_client.application, jwks)
    signed = sign(iss=code_client.id, sub=code_client.id, aud=audience)
    asked = dict(parse_qsl(urlsplit(ask(code_client)).query))

    assert post_token(None, "/auth/par", **asked, **signed).status_code == status
    kept = PushedRequest.objects.values_list("parameters", flat=True)
    assert "assertion" not in "".join(kept)


def test_beside_keys_the_secret_is_refused(signer, post_token):
    response = post_token(signer, **GRANT)

    assert response.status_code == 401
    assert "client_assertion" in response.json()["error_description"]


def test_without_them_it_is_good_again(signer, post_token):
    keys.register(signer.application, "")

    assert post_token(signer, **GRANT).status_code == 200


def test_discovery_tells_of_it(api):
    data = api.get("/.well-known/oauth-authorization-server").json()

    for endpoint in ("token", "revocation", "introspection"):
        assert "private_key_jwt" in data[f"{endpoint}_endpoint_auth_methods_supported"]
        assert data[f"{endpoint}_endpoint_auth_signing_alg_values_supported"] == ALGORITHMS
