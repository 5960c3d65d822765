"""``claims`` (OpenID Connect Core §5.5) asks the person, and tells no more than they allow."""

import json

import pytest

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import redeeming

pytestmark = pytest.mark.django_db

NAME = {"name": {"essential": True}}


def asking(client, claims, **changes):
    return ask(client, scope="openid", claims=json.dumps(claims), **changes)


@pytest.mark.parametrize(
    ("claims", "scope"),
    [
        ({}, "openid"),
        ({"userinfo": {"name": None}}, "openid profile"),
        ({"id_token": {"name": {"essential": True}}}, "openid profile"),
        ({"userinfo": {"email": {"value": "a@b.example"}}}, "openid email"),
        ({"userinfo": {"email": None}, "id_token": {"zoneinfo": None}}, "openid email profile"),
        ({"userinfo": {"address": {"essential": True}, "unheard_of": None}}, "openid"),
        ({"userinfo": None, "id_token": {"acr": None}, "elsewhere": {"name": None}}, "openid"),
    ],
)
def test_a_claim_asks_for_the_scope_that_tells_it(
    alice, client_of_people, browser_as, post_token, claims, scope
):
    browser, url = browser_as(alice), asking(client_of_people, claims)
    page = browser.get(url)
    asked = " ".join(name for name, _words in page.context["scopes"])

    answer = sent_back(browser.post(url, {"allow": "yes"}))
    tokens = post_token(client_of_people, **redeeming(answer["code"])).json()

    assert asked == scope
    assert set(tokens["scope"].split()) == set(scope.split())


def test_it_is_told_at_userinfo_and_in_the_id_token(
    alice, client_of_people, browser_as, post_token, api, read
):
    alice.first_name = "Alice"
    alice.save()
    url = asking(client_of_people, {"userinfo": NAME})

    answer = sent_back(browser_as(alice).post(url, {"allow": "yes"}))
    tokens = post_token(client_of_people, **redeeming(answer["code"])).json()
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}

    assert api.get("/auth/userinfo", headers=bearer).json()["name"] == "Alice"
    assert read(tokens["id_token"])["name"] == "Alice"


@pytest.mark.parametrize(
    ("allowed", "told"), [("openid", {"openid"}), ("openid profile", {"openid", "profile"})]
)
def test_without_a_page_it_tells_what_was_allowed_before_and_is_no_error(
    alice, client_of_people, browser_as, make_code, post_token, allowed, told
):
    post_token(client_of_people, **make_code(client_of_people, alice, scope=allowed))
    url = asking(client_of_people, {"userinfo": NAME}, prompt="none")

    answer = sent_back(browser_as(alice).get(url))
    tokens = post_token(client_of_people, **redeeming(answer["code"])).json()

    assert set(tokens["scope"].split()) == told


def test_without_openid_it_means_nothing(alice, client_of_people, browser_as):
    url = ask(client_of_people, scope="polls:read", claims=json.dumps({"userinfo": NAME}))

    page = browser_as(alice).get(url)

    assert [name for name, _words in page.context["scopes"]] == ["polls:read"]
