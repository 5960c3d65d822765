"""Clients as others write them, over HTTP, against a running server."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from django.conf import settings as django_settings
from joserfc import jwk
from oauthlib.oauth2 import BackendApplicationClient, LegacyApplicationClient
from oauthlib.oauth2.rfc6749.errors import CustomOAuth2Error, InvalidGrantError
from requests_oauthlib import OAuth2Session

from accounts.oauth.assertions import keys
from accounts.oauth.keys import make_key
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CALLBACK = "http://127.0.0.1:9/callback"  # nobody listens: the browser is stopped before it
PATIENCE = 30  # seconds
CLIENTS = Path(__file__).parents[2] / "clients"


@pytest.fixture
def server(live_server, monkeypatch):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the clients refuse plain HTTP
    return live_server.url


@pytest.fixture
def allow(server, alice):
    """Walk Alice's browser through sign-in and consent; return where it is sent back to."""

    def walk(url):
        browser = requests.Session()
        page = browser.get(url)
        form = {"username": "alice", "password": PASSWORD, "next": hidden(page, "next")}
        page = browser.post(f"{server}/accounts/login/", form | token_of(page))
        assert "Allow Pollster?" in page.text, page.text
        answer = browser.post(page.url, {"allow": "yes"} | token_of(page), allow_redirects=False)
        assert answer.status_code == 302
        return answer.headers["Location"]

    return walk


def hidden(page, name):
    return re.search(f'name="{name}" value="([^"]*)"', page.text)[1].replace("&amp;", "&")


def token_of(page):
    return {"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken")}


@pytest.fixture
def spa(make_client):
    return make_client("authorization-code", "public", redirect_uris=CALLBACK)


@pytest.fixture
def web(make_client):
    return make_client("authorization-code", redirect_uris=CALLBACK)


def can_read(server, token):
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    answer = requests.get(f"{server}/polls/api/questions", headers=headers, timeout=PATIENCE)
    assert answer.status_code in {200, 401}
    return answer.status_code == 200


def revoke(server, client, token):
    data = client.credentials | {"token": token}
    answer = requests.post(f"{server}/auth/revoke-token", data, timeout=PATIENCE)
    assert answer.status_code == 200


# requests-oauthlib --------------------------------------------------------------


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


# Authlib ------------------------------------------------------------------------


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
    keys.register(machine.application, json.dumps(public))
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


# openid-client, on oauth4webapi ---------------------------------------------------


@pytest.fixture
def node():
    if shutil.which("node") and (CLIENTS / "node_modules").is_dir():
        return
    reason = "npm ci --ignore-scripts was not run in tests/clients"
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def _openid_connect(settings):
    settings.OAUTH2_PROVIDER = {
        **django_settings.OAUTH2_PROVIDER,
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": make_key(),
    }


def run_relying_party(name, server, client, allow):
    """Run a program that signs somebody in; return what it printed at the end."""
    program = subprocess.Popen(
        ["node", CLIENTS / name, server, client.id, CALLBACK],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    url = program.stdout.readline().strip()
    assert url, program.communicate()[1]
    told, errors = program.communicate(allow(url) + "\n", timeout=PATIENCE)
    assert program.returncode == 0, errors
    return json.loads(told)


@pytest.mark.usefixtures("node", "_openid_connect")
def test_openid_client_discovers_signs_in_and_revokes(server, allow, make_client, alice):
    client = make_client("authorization-code", "public", redirect_uris=CALLBACK, algorithm="RS256")
    told = run_relying_party("openid.mjs", server, client, allow)

    assert told["issuer"] == server
    assert told["claims"]["iss"] == server
    assert told["claims"]["sub"] == str(alice.pk)
    assert told["userinfo"]["preferred_username"] == "alice"
    assert told["userinfo"]["email"] == "alice@example.com"
    assert told["read"] == 200
    assert told["revoked"] == 401


@pytest.mark.usefixtures("node", "_openid_connect")
def test_openid_client_pushes_and_proves_its_key(server, allow, make_client, settings):
    settings.PUSHED_REQUESTS = settings.DPOP = "required"
    settings.DPOP_NONCE = settings.JWT_ACCESS_TOKENS = True
    client = make_client("authorization-code", "public", redirect_uris=CALLBACK, algorithm="RS256")

    assert run_relying_party("stronger.mjs", server, client, allow) == {
        "asked": ["request_uri", "client_id"],
        "type": "dpop",  # openid-client writes it small
        "typ": "at+jwt",
        "user": "alice",
        "read": 200,
        "stolen": 401,
    }
