"""A password gets a key that opens the API."""

from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from rest_framework.test import APIClient

from accounts.models import Token
from tests.conftest import PASSWORD

PATHS = ["/accounts/get_auth_token", "/accounts/get_auth_token/"]
ALICE = {"username": "alice", "password": PASSWORD}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("format", ["json", "multipart"])
def test_the_right_password_gets_a_key_that_opens_the_api(alice, api, path, format):
    answer = api.post(path, ALICE, format=format)
    assert answer.status_code == 200
    assert answer.json() == {"token": ANY, "expires_at": ANY}
    assert "no-store" in answer["Cache-Control"]
    me = api.get("/accounts/api/me", headers={"Authorization": f"Token {answer.json()['token']}"})
    assert me.json()["user"]["username"] == "alice"


def test_the_answer_says_when_the_token_ends(alice, api, settings):
    settings.TOKEN_EXPIRE_TIME = 60
    ends = parse_datetime(api.post(PATHS[0], ALICE).json()["expires_at"])
    assert timedelta(seconds=50) < ends - timezone.now() <= timedelta(seconds=60)


def test_every_call_makes_another_token_and_ends_none(alice, api, api_as):
    first, second = (api.post(PATHS[0], ALICE).json()["token"] for _ in range(2))
    assert first != second
    for key in (first, second, alice.initial_token.key):
        client = APIClient(headers={"Authorization": f"Token {key}"})
        assert client.get("/accounts/api/me").status_code == 200


def test_stale_credentials_beside_the_password_do_no_harm(alice, browser_as):
    browser = browser_as(alice)
    browser.handler.enforce_csrf_checks = True
    answer = browser.post(PATHS[0], ALICE, headers={"Authorization": "Token stale"})
    assert answer.status_code == 200
    assert not answer.cookies


def test_signing_in_notes_the_last_login(alice, api):
    api.post(PATHS[0], ALICE)
    alice.refresh_from_db()
    assert alice.last_login


def test_a_token_past_its_time_is_followed_by_a_new_different_one(alice, api, settings):
    old = api.post(PATHS[0], ALICE).json()["token"]
    Token.objects.update(created=timezone.now() - timedelta(seconds=settings.TOKEN_EXPIRE_TIME))
    stale = {"Authorization": f"Token {old}"}
    assert api.get("/accounts/api/me", headers=stale).json()["detail"] == "Token has expired"
    new = api.post(PATHS[0], ALICE).json()["token"]
    assert new != old
    fresh = {"Authorization": f"Token {new}"}
    assert api.get("/accounts/api/me", headers=fresh).status_code == 200
