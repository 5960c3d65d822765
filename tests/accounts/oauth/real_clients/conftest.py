"""A server on a port, and Alice's browser that allows what it is asked."""

import re

import pytest
import requests

from tests.conftest import PASSWORD

CALLBACK = "http://127.0.0.1:9/callback"  # nobody listens: the browser is stopped before it
PATIENCE = 30  # seconds


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
