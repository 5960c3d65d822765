"""An assertion buys tokens, refreshes them, and pushes requests."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from accounts.oauth.assertions import client_keys
from accounts.oauth.pushed.models import PushedRequest
from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.assertions.conftest import GRANT, TOKEN_ENDPOINT
from tests.accounts.oauth.conftest import ISSUER

pytestmark = pytest.mark.django_db


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
    client_keys.register(client_of_people.application, jwks)
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
    client_keys.register(code_client.application, jwks)
    signed = sign(iss=code_client.id, sub=code_client.id, aud=audience)
    asked = dict(parse_qsl(urlsplit(ask(code_client)).query))

    assert post_token(None, "/auth/par", **asked, **signed).status_code == status
    kept = PushedRequest.objects.values_list("parameters", flat=True)
    assert "assertion" not in "".join(kept)
