"""An application pushes its request, and the address holds a reference to it (RFC 9126)."""

import pytest

from accounts.oauth.pushed import requests
from accounts.oauth.pushed.models import PushedRequest
from tests.accounts.oauth.asking import sent_back
from tests.accounts.oauth.conftest import redeeming
from tests.accounts.oauth.pushed.conftest import page_of
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("client", ["code_client", "public_client"])
def test_a_pushed_request_becomes_tokens(request, alice, browser_as, push, post_token, client):
    client = request.getfixturevalue(client)
    pushed = push(client)

    assert pushed.status_code == 201
    assert pushed["Cache-Control"] == "no-store"
    assert pushed.json()["expires_in"] == requests.LIFETIME
    browser, page = browser_as(alice), page_of(client, pushed)
    assert "Vote in your name" in browser.get(page).content.decode()
    answer = sent_back(browser.post(page, {"allow": "yes"}))

    assert answer["state"] == "a-state"
    assert post_token(client, **redeeming(answer["code"])).json()["scope"]
    assert not PushedRequest.objects.exists()
    assert not [
        name for name, cookie in browser.cookies.items() if "pushed" in name and cookie.value
    ]


def test_the_database_has_neither_the_reference_nor_the_secret(push, code_client):
    reference = push(code_client).json()["request_uri"].rpartition(":")[2]

    row = PushedRequest.objects.get()
    assert reference not in row.pk + row.parameters
    assert "client_secret" not in row.parameters


@pytest.mark.parametrize("prompt", [{}, {"prompt": "login"}, {"max_age": "0"}])
def test_who_has_to_sign_in_comes_back_to_it(alice, code_client, push, client, prompt):
    browser, page = client, page_of(code_client, push(code_client, **prompt))

    sign_in = browser.get(page)["Location"]
    assert "state" not in sign_in
    back = browser.post(sign_in, {"username": "alice", "password": PASSWORD})["Location"]
    assert back == page
    assert "Allow Pollster?" in browser.get(back).content.decode()


def test_a_sign_in_before_is_not_the_one_that_was_asked_for(alice, code_client, push, browser_as):
    browser, page = browser_as(alice), page_of(code_client, push(code_client, prompt="login"))

    for _ in range(2):  # going back to the address is no way around it
        assert browser.get(page)["Location"].startswith("/accounts/auth/")
