"""A stranger sees what this is; a person who is signed in goes to the polls."""

import json

import pytest

from demo import data
from manual.exchanges import EXCHANGES, PATH
from manual.schemes import SCHEMES


@pytest.fixture
def demo(db, settings):
    settings.DEBUG = True
    data.seed()


def test_a_stranger_sees_each_scheme_and_the_page_about_it(browser, db):
    page = browser.get("/")

    assert page.status_code == 200
    for scheme in SCHEMES:
        assert scheme.carries in page.content.decode()


def test_a_person_who_is_signed_in_goes_to_the_polls(browser_as, alice):
    assert browser_as(alice).get("/").headers["Location"] == "/polls/"


def test_it_is_only_read(browser, db):
    assert browser.post("/").status_code in {403, 405}


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.name)
def test_what_it_shows_is_what_the_api_answers(exchange, api, make_user, settings):
    if exchange.name == "token":
        user = make_user("alice", email="")
        api.credentials(HTTP_AUTHORIZATION=f"Token {user.initial_token.key}")
    answer = api.get(PATH, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.reason_phrase) == (exchange.status, exchange.phrase)
    shown = exchange.headers(settings.ISSUER)
    assert {name: answer.headers[name] for name in shown} == shown
    body, recorded = answer.json(), json.loads(exchange.body)
    if "user" in body:
        body["user"]["id"] = recorded["user"]["id"]
    assert body == recorded


@pytest.mark.parametrize("path", ["/", "/accounts/auth/"])
@pytest.mark.usefixtures("demo")
def test_the_demo_tells_its_names(browser, path):
    assert "<code>alice</code>" in browser.get(path).content.decode()


@pytest.mark.parametrize("path", ["/", "/accounts/auth/"])
def test_elsewhere_nobody_is_named(browser, alice, path):
    page = browser.get(path).content.decode()

    assert "alice</code>" not in page
    assert "data-sign-in-as" not in page


def test_without_the_demo_it_asks_the_database_nothing(browser, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        browser.get("/")
