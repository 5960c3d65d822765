"""Authlib gets, refreshes and revokes tokens."""

import json

import pytest
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc import jwk

from accounts.oauth.assertions import client_keys
from tests.accounts.oauth.real_clients.conftest import CALLBACK, can_read
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_authlib_password_refresh_revoke_introspect(server, alice, password_client):
    session = AuthlibSession(
        password_client.id,
        password_client.secret,
        token_endpoint_auth_method="client_secret_post",
        revocation_endpoint_auth_method="client_secret_post",
    )

    first = session.fetch_token(f"{server}/auth/token", username="alice", password=PASSWORD)
    second = session.refresh_token(f"{server}/auth/token", refresh_token=first["refresh_token"])
    assert can_read(server, second)

    told = session.introspect_token(f"{server}/auth/introspect", token=second["access_token"])
    assert told.json()["username"] == "alice"

    session.revoke_token(f"{server}/auth/revoke-token", token=second["access_token"])
    assert not can_read(server, second)


def test_authlib_proves_itself_by_a_signature(server, machine):
    private = jwk.RSAKey.generate_key(2048)
    public = {"keys": [private.as_dict(private=False)]}
    client_keys.register(machine.application, json.dumps(public))
    endpoint = f"{server}/auth/token"
    client = AuthlibSession(
        client_id=machine.id,
        client_secret=private.as_pem(private=True).decode(),
        token_endpoint_auth_method=PrivateKeyJWT(endpoint),
    )

    assert client.fetch_token(endpoint, grant_type="client_credentials")["access_token"]


def test_authlib_client_credentials(server, machine):
    session = AuthlibSession(machine.id, machine.secret)  # client_secret_basic

    token = session.fetch_token(f"{server}/auth/token", grant_type="client_credentials")

    assert can_read(server, token)


@pytest.mark.parametrize("kind", ["spa", "web"])
def test_authlib_code_and_pkce(server, allow, request, kind):
    client = request.getfixturevalue(kind)
    session = AuthlibSession(
        client.id,
        client.secret or None,
        token_endpoint_auth_method="client_secret_basic" if client.secret else "none",
        redirect_uri=CALLBACK,
        scope="polls:read",
        code_challenge_method="S256",
    )
    verifier = "a-verifier-" * 6
    url, _ = session.create_authorization_url(f"{server}/auth/authorize", code_verifier=verifier)

    token = session.fetch_token(
        f"{server}/auth/token", authorization_response=allow(url), code_verifier=verifier
    )

    assert token["scope"] == "polls:read"
    assert can_read(server, token)
