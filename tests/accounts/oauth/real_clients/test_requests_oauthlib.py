"""requests-oauthlib gets, refreshes and revokes tokens."""

import pytest
from oauthlib.oauth2 import BackendApplicationClient, LegacyApplicationClient
from oauthlib.oauth2.rfc6749.errors import CustomOAuth2Error, InvalidGrantError
from requests_oauthlib import OAuth2Session

from tests.accounts.oauth.real_clients.conftest import CALLBACK, can_read, revoke
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_requests_oauthlib_password_refresh_revoke(server, alice, password_client):
    session = OAuth2Session(client=LegacyApplicationClient(password_client.id))

    first = session.fetch_token(
        f"{server}/auth/token",
        username="alice",
        password=PASSWORD,
        client_secret=password_client.secret,
    )
    assert session.get(f"{server}/polls/api/questions").status_code == 200

    second = session.refresh_token(f"{server}/auth/token", **password_client.credentials)
    assert can_read(server, second)
    assert not can_read(server, first)

    revoke(server, password_client, second["refresh_token"])
    assert not can_read(server, second)


def test_requests_oauthlib_client_credentials(server, machine):
    session = OAuth2Session(client=BackendApplicationClient(machine.id))

    session.fetch_token(f"{server}/auth/token", auth=(machine.id, machine.secret))

    assert session.get(f"{server}/polls/api/questions").status_code == 200
    assert session.post(f"{server}/polls/api/questions", json={}).status_code == 403


@pytest.mark.parametrize("kind", ["spa", "web"])
def test_requests_oauthlib_code_and_pkce(server, allow, request, kind):
    client = request.getfixturevalue(kind)
    session = OAuth2Session(client.id, redirect_uri=CALLBACK, pkce="S256")
    url, _ = session.authorization_url(f"{server}/auth/authorize")

    callback = allow(url)

    token = session.fetch_token(
        f"{server}/auth/token",
        authorization_response=callback,
        client_secret=client.secret or None,
        include_client_id=True,
    )
    assert token["scope"] == ["polls:read", "polls:vote"]
    assert can_read(server, token)
    with pytest.raises(InvalidGrantError):  # the same code again
        session.fetch_token(
            f"{server}/auth/token",
            authorization_response=callback,
            client_secret=client.secret or None,
            include_client_id=True,
        )
    assert not can_read(server, token)


def test_requests_oauthlib_understands_the_refusals(server, alice, password_client):
    session = OAuth2Session(client=LegacyApplicationClient(password_client.id))
    wrong = {"username": "alice", "password": "wrong", "client_secret": password_client.secret}
    for _ in range(10):
        with pytest.raises(InvalidGrantError):
            session.fetch_token(f"{server}/auth/token", **wrong)

    with pytest.raises(CustomOAuth2Error, match="slow_down"):
        session.fetch_token(f"{server}/auth/token", **wrong)
