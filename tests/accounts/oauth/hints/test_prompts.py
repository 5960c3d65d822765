"""A prompt shows the page that it asks for."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.accounts.oauth.asking import ask, sent_back
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("prompt", "shows"),
    [
        (None, "a code"),
        ("none", "a code"),
        ("consent", "the page"),
        ("select_account", "the page"),
        ("select_account consent", "the page"),
        ("login", "the sign-in page"),
        ("login select_account", "the sign-in page"),
        ("none login", "invalid_request"),
        ("none select_account", "invalid_request"),
        ("none none", "invalid_request"),
        ("unheard_of", "a code"),
    ],
)
@pytest.mark.parametrize("scope", ["openid", "polls:read polls:vote"])
def test_a_prompt_shows_what_it_asks_for(
    alice, client_of_people, make_code, post_token, browser_as, prompt, shows, scope
):
    post_token(client_of_people, **make_code(client_of_people, alice, scope=scope))

    response = browser_as(alice).get(ask(client_of_people, scope=scope, prompt=prompt))

    if response.status_code == 200:
        shown = "the page"
    elif response["Location"].startswith("/accounts/auth/"):
        shown = "the sign-in page"
    else:
        answer = sent_back(response)
        shown = answer.get("error", "a code")
    assert shown == shows


def test_the_page_offers_to_sign_in_as_somebody_else(alice, bob, code_client, browser_as):
    browser = browser_as(alice)
    page = browser.get(ask(code_client, prompt="select_account"))
    switch = page.context["switch_url"]
    assert "Not alice?" in page.content.decode()

    form = {"username": "bob", "password": PASSWORD}
    form["next"] = parse_qs(urlsplit(switch).query)["next"][0]
    back = browser.post("/accounts/login/", form)["Location"]

    assert "select_account" not in back
    assert "bob" in browser.get(back).content.decode()


def test_who_just_signed_in_has_selected_an_account(alice, code_client, client):
    to_sign_in = client.get(ask(code_client, prompt="select_account"))["Location"]

    assert "select_account" not in parse_qs(urlsplit(to_sign_in).query)["next"][0]
