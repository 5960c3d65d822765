"""Nobody is told of what did not happen, and a mail that fails breaks nothing."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Token, User
from tests.accounts.passwords.test_guessing import by_form
from tests.accounts.people.test_notices import NEW, change_password, make_token
from tests.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("_mail_at_once")


def test_the_first_sign_in_of_all_is_not_told(alice, sent):
    assert sent(by_form, Client(), "alice", PASSWORD) == []


def test_an_address_that_nobody_confirmed_gets_no_name(alice, seen, sent):
    (message,) = sent(change_password, seen)
    assert "alice" not in message.body
    User.objects.update(email_verified_at=timezone.now())
    (message,) = sent(by_form, Client(), "alice", NEW)
    assert "Account: alice" in message.body


def test_one_setting_switches_them_off(alice, seen, sent, settings):
    settings.SECURITY_MAILS = False
    assert sent(by_form, Client(), "alice", PASSWORD) == []


def test_a_mail_that_cannot_be_sent_breaks_nothing(alice, seen, sent, settings, caplog):
    settings.EMAIL_BACKEND = "tests.accounts.people.no_such_backend"
    assert sent(change_password, seen) == []
    assert User.objects.get().check_password(NEW)
    assert "mail not sent" in caplog.text


def test_nobody_is_told_of_what_was_rolled_back(alice, seen, sent, monkeypatch):
    monkeypatch.setattr(Token, "save", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sent(make_token, seen)
    assert mail.outbox == []
