"""People are warned by mail of what happens to their accounts, and nothing waits for the mail."""

import re

import pytest
from django.test import Client

from tests.accounts.passwords.test_guessing import by_form, by_json, by_token
from tests.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("_mail_at_once")

NEW = "a horse of another colour"
TOLD = ["New sign-in to your account"]
TOO_MANY = "Too many wrong passwords for your account"


def subjects(mails):
    return [message.subject for message in mails]


@pytest.mark.parametrize("door", [by_form, by_json])
def test_a_sign_in_from_a_new_browser_is_told_once(alice, seen, sent, door):
    assert subjects(sent(door, seen, "alice", PASSWORD)) == []
    stranger = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    (message,) = sent(door, stranger, "alice", PASSWORD)
    assert (subjects([message]), message.to) == (TOLD, ["alice@example.com"])
    assert "Address: 127.0.0.1" in message.body
    assert "Browser: Firefox, Linux" in message.body
    assert sent(door, stranger, "alice", PASSWORD) == []


def change_password(browser):
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    browser.post("/accounts/password/change/", data)


def make_token(browser):
    browser.post("/accounts/api/tokens", {"name": "initial"}, content_type="application/json")


def make_token_on_page(browser):
    browser.post("/accounts/credentials/tokens/", {"name": "laptop"})


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (change_password, ["A new password for your account"]),
        (make_token, ["New token for your account"]),
        (make_token_on_page, ["New token for your account"]),
        (lambda browser: by_token(Client(), "alice", PASSWORD), []),
        (lambda browser: browser.post("/accounts/profile/", {"time_zone": "Europe/Berlin"}), []),
        (lambda browser: browser.get("/accounts/credentials/"), []),
    ],
    ids=["password", "token", "token on page", "get_auth_token", "profile", "looking"],
)
def test_alice_is_told_of_what_matters(alice, seen, sent, act, told):
    assert subjects(sent(act, seen)) == told


def test_staff_who_make_a_token_are_told_on(ada, alice, browser_as, sent):
    browser = browser_as(ada)
    (message,) = sent(browser.post, "/admin/accounts/token/add/", {"user": alice.pk})
    assert (subjects([message]), message.to) == (
        ["New token for your account"],
        ["alice@example.com"],
    )


def test_a_mail_has_the_same_words_as_html_and_one_link(alice, seen, sent):
    (message,) = sent(change_password, seen)
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert "The password of your account was changed." in html
    assert re.search(r'href="[^"]{1,99}/accounts/password/reset/"', html)
    assert html.count("<a ") == 1
