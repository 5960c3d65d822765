"""A mail is in the language of its reader."""

import pytest
from django.test import Client

from tests.accounts.passwords.test_guessing import by_form, by_json
from tests.accounts.people.test_notices import TOO_MANY
from tests.accounts.people.test_notices_of_locks import guess
from tests.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("_mail_at_once")

GERMAN = {"Accept-Language": "de"}
WORDS = {"de": "Zu viele falsche Passwörter für dein Konto", "en": TOO_MANY}


def sign_in(browser):
    by_form(browser, "alice", PASSWORD)


def sign_in_by_script(browser):
    by_json(browser, "alice", PASSWORD)


def sign_in_then_by_a_script_that_asks_for_none(browser):
    sign_in(browser)
    for headers in ({}, {"Accept-Language": "*"}):
        by_json(Client(headers=headers), "alice", PASSWORD)


def choose_german(browser):
    sign_in(browser)
    browser.post("/language/", {"language": "de"})


def choose_what_is_none(browser):
    sign_in(browser)
    browser.post("/language/", {"language": "xx"})


@pytest.mark.parametrize(
    ("act", "headers", "language"),
    [
        (sign_in, GERMAN, "de"),
        (sign_in_by_script, GERMAN, "de"),
        (sign_in_then_by_a_script_that_asks_for_none, GERMAN, "de"),
        (sign_in, {}, "en"),
        (choose_german, {}, "de"),
        (choose_what_is_none, GERMAN, "de"),
    ],
)
def test_a_mail_is_in_the_language_of_its_reader(alice, sent, act, headers, language):
    act(Client(headers=headers))
    (message,) = sent(guess, 12)  # by somebody who speaks English
    assert message.subject == WORDS[language]
    assert f'lang="{language}"' in message.alternatives[0][0]


def test_a_mail_to_somebody_who_never_signed_in_is_in_that_of_the_request(alice, sent):
    german = Client(headers=GERMAN)
    (message,) = sent(german.post, "/accounts/password/reset/", {"email": "alice@example.com"})
    assert message.subject == "Neues Passwort wählen"
