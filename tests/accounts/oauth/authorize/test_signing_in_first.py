"""A person signs in before they are asked, and again if the application says so."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import ISSUER
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_stranger_signs_in_first_and_comes_back(alice, code_client, browser, client):
    url = ask(code_client)

    to_sign_in = client.get(url)
    assert to_sign_in.status_code == 302
    form = {"username": "alice", "password": PASSWORD}
    form["next"] = parse_qs(urlsplit(to_sign_in["Location"]).query)["next"][0]
    back = client.post("/accounts/login/", form)

    page = client.get(back["Location"])
    assert page.status_code == 200
    assert "Allow Pollster?" in page.content.decode()


def test_a_stranger_is_not_asked_when_the_application_forbids_it(code_client, client):
    answer = sent_back(client.get(ask(code_client, prompt="none")))

    assert answer["error"] == "login_required"
    assert answer["iss"] == ISSUER


def test_an_application_can_have_one_sign_in_again(alice, code_client, browser_as):
    response = browser_as(alice).get(ask(code_client, prompt="login"))

    assert response["Location"].startswith("/accounts/auth/?next=")
    assert "login" not in parse_qs(urlsplit(response["Location"]).query)["next"][0]


@pytest.mark.parametrize(
    ("max_age", "is_asked"), [("0", True), ("3500", True), ("3700", False), ("9" * 12, False)]
)
def test_who_signed_in_too_long_ago_signs_in_again(
    alice, code_client, browser_since, max_age, is_asked
):
    browser = browser_since(alice, 3600)
    url = ask(code_client, max_age=max_age)

    for method in (browser.get, browser.post):
        went_to_sign_in = method(url).get("Location", "").startswith("/accounts/auth/?next=")
        assert went_to_sign_in is is_asked


def test_having_done_so_they_are_asked_on(alice, code_client, browser_since):
    browser = browser_since(alice, 3600)
    to_sign_in = browser.get(ask(code_client, max_age="0"))["Location"]
    form = {"username": "alice", "password": PASSWORD}
    form["next"] = parse_qs(urlsplit(to_sign_in).query)["next"][0]

    back = browser.post("/accounts/login/", form)["Location"]

    assert "Allow Pollster?" in browser.get(back).content.decode()
