"""The page signs people in and leads them on."""

import pytest

from tests.conftest import PASSWORD

PAGES = ["/accounts/auth/", "/accounts/login/"]
LOGIN = "/accounts/login/"
ALICE = {"username": "alice", "password": PASSWORD}


@pytest.mark.parametrize("path", PAGES)
def test_the_page_has_a_form_that_posts_masks_and_carries_next(db, browser, path):
    page = browser.get(path, {"next": "/polls/1/"})
    html = page.content.decode()
    assert page.status_code == 200
    assert 'method="post"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'type="password"' in html
    assert 'autocomplete="current-password"' in html
    assert 'value="/polls/1/"' in html
    assert "no-store" in page["Cache-Control"]


def test_next_is_escaped(db, browser):
    html = browser.get(LOGIN, {"next": '/"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html


def test_the_right_password_opens_a_session_that_pages_and_api_accept(alice, browser, csrf):
    answer = browser.post(LOGIN, ALICE | {"csrfmiddlewaretoken": csrf, "next": "/polls/?a=1"})
    assert answer.status_code == 302
    assert answer["Location"] == "/polls/?a=1"
    me = browser.get("/accounts/api/me")
    assert me.json()["user"]["username"] == "alice"
    assert me.json()["scheme"] == "session"
    cookie = browser.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_without_next_the_polls_come_first(alice, browser, csrf):
    answer = browser.post(LOGIN, ALICE | {"csrfmiddlewaretoken": csrf})
    assert answer["Location"] == "/polls/"


@pytest.mark.parametrize(
    "credentials",
    [
        {"username": "alice", "password": "not-the-password"},
        {"username": "alice", "password": PASSWORD + " "},
        {"username": "nobody", "password": PASSWORD},
    ],
)
def test_wrong_credentials_show_the_page_again_with_an_error(alice, browser, csrf, credentials):
    answer = browser.post(LOGIN, credentials | {"csrfmiddlewaretoken": csrf, "next": "/polls/1/"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "correct username and password" in html
    assert credentials["password"] not in html
    assert 'value="/polls/1/"' in html
    assert "sessionid" not in browser.cookies
