"""Somebody whom guessers locked out gets back in by the mail, whatever the guessers do."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.passwords.test_guessing import by_form, by_json, by_token
from tests.accounts.passwords.test_reset_requests import NEW, NEW_PASSWORD, ask
from tests.accounts.second_factor.conftest import code, factor  # noqa: F401
from tests.conftest import PASSWORD

CROWD = 60  # addresses: more guesses than the account has room for
LINK = re.compile(r"/accounts/password/reset/\S{1,200}")

pytestmark = pytest.mark.usefixtures("_mail_at_once")


def crowd_guesses():
    for number in range(CROWD):
        by_token(Client(REMOTE_ADDR=f"203.0.113.{number}"), "alice", "wrong")


@pytest.fixture
def locked(alice, django_capture_on_commit_callbacks):
    """Alice is locked out everywhere, and the mail that tells her of it."""
    with django_capture_on_commit_callbacks(execute=True):
        crowd_guesses()
    assert by_token(Client(REMOTE_ADDR="198.51.100.1"), "alice", PASSWORD).status_code == 429
    (message,) = mail.outbox
    return message


def reset_by(message):
    """Follow the link of ``message`` in a new browser; return the browser."""
    browser = Client(REMOTE_ADDR="198.51.100.1")
    form = browser.get(LINK.search(message.body)[0])["Location"]
    assert browser.post(form, NEW)["Location"] == "/accounts/password/reset/done/"
    return browser


def test_the_mail_of_the_lock_lets_its_owner_in_while_the_guessing_goes_on(alice, locked):
    for number in range(20):
        ask(address=f"203.0.113.{number}")
    owner = reset_by(locked)
    crowd_guesses()
    assert by_form(owner, "alice", NEW_PASSWORD).status_code == 302
    assert "_auth_user_id" in owner.session
    assert by_json(Client(), "alice", NEW_PASSWORD).status_code == 429


def test_a_link_that_the_owner_asks_for_comes_after_strangers_asked(alice, locked):
    for _ in range(4):
        ask(address="203.0.113.1")
    mail.outbox.clear()
    assert ask(address="198.51.100.1").status_code == 302
    owner = reset_by(mail.outbox[-1])
    assert by_json(owner, "alice", NEW_PASSWORD).status_code == 200


@pytest.mark.usefixtures("factor")
def test_an_owner_with_a_second_factor_gets_in_as_well(alice, locked):
    owner = reset_by(locked)
    crowd_guesses()
    page = by_form(owner, "alice", NEW_PASSWORD)["Location"]
    owner.post(page, {"otp": code()})
    assert "_auth_user_id" in owner.session


def test_nobody_gets_a_way_back_into_an_inactive_account(alice, django_capture_on_commit_callbacks):
    User._base_manager.update(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        crowd_guesses()
    assert mail.outbox == []
