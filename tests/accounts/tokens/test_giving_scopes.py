"""A token is made with scopes that mean something, by every door."""

import pytest
from rest_framework.test import APIClient

from accounts.tokens.api import TokenViewSet
from tests.accounts.tokens.test_scopes import QUESTIONS, TOKENS
from tests.conftest import PASSWORD


def test_a_token_is_made_with_scopes_and_shows_them(alice, api_as):
    made = api_as(alice).post(TOKENS, {"name": "reader", "scopes": ["polls:vote", "polls:read"]})
    assert made.status_code == 201
    assert made.json()["scopes"] == ["polls:read", "polls:vote"]
    listed = {token["name"]: token["scopes"] for token in api_as(alice).get(TOKENS).json()}
    assert listed == {"initial": None, "reader": ["polls:read", "polls:vote"]}
    reader = APIClient(headers={"Authorization": f"Token {made.json()['key']}"})
    assert reader.get(QUESTIONS).status_code == 200
    assert reader.post(QUESTIONS, {}).status_code == 403


@pytest.mark.parametrize("body", [{}, {"scopes": None}])
def test_a_token_without_scopes_has_all(alice, api_as, body):
    made = api_as(alice).post(TOKENS, {"name": "all", **body}).json()
    assert made["scopes"] is None
    everything = APIClient(headers={"Authorization": f"Token {made['key']}"})
    assert everything.get(TOKENS).status_code == 200


def test_get_auth_token_gives_a_narrower_token(alice, api):
    body = {"username": "alice", "password": PASSWORD, "scopes": ["polls:read"]}
    key = api.post("/accounts/get_auth_token", body).json()["token"]
    client = APIClient(headers={"Authorization": f"Token {key}"})
    assert client.get(QUESTIONS).status_code == 200
    assert client.post(QUESTIONS, {}).status_code == 403


def test_a_form_can_name_several_scopes(alice, api):
    body = {"username": "alice", "password": PASSWORD, "scopes": ["polls:read", "polls:vote"]}
    assert api.post("/accounts/get_auth_token", body, format="multipart").status_code == 200
    assert alice.tokens.first().scope == "polls:read polls:vote"


def test_a_person_limits_a_token_on_the_page(alice, browser_as):
    browser = browser_as(alice)
    form = {"name": "reader", "scopes": ["polls:read", "profile"]}
    page = browser.post("/accounts/credentials/tokens/", form)
    assert page.status_code == 200
    assert alice.tokens.get(name="reader").scope == "polls:read profile"
    assert "See polls and their results" in page.content.decode()


# A view set of one's own may let limited tokens make tokens.
@pytest.fixture
def maker(limited_to, monkeypatch):
    monkeypatch.setattr(TokenViewSet, "required_scopes", {"create": "polls:read"}, raising=False)
    return limited_to("polls:read profile")


def test_a_limited_token_gives_no_more_than_it_has(alice, maker):
    wider = maker.post(TOKENS, {"name": "x", "scopes": ["polls:read", "polls:vote"]})
    assert wider.json() == {"scopes": ["The token that makes this one lacks polls:vote."]}
    assert maker.post(TOKENS, {"name": "y", "scopes": ["profile"]}).json()["scopes"] == ["profile"]


def test_a_limited_token_gives_its_own_bounds_unless_asked_for_less(alice, maker):
    assert maker.post(TOKENS, {"name": "x"}).json()["scopes"] == ["polls:read", "profile"]
