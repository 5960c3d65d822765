"""The owner of an account that is locked by guesses is told, once an hour."""

import re

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.passwords.test_guessing import by_token
from tests.accounts.people.test_notices import NEW, TOO_MANY, subjects

pytestmark = pytest.mark.usefixtures("_mail_at_once")


def guess(times):
    for _ in range(times):
        by_token(Client(), "alice", "wrong")


def test_a_lock_is_told_with_a_link_to_a_new_password(alice, seen, sent):
    (message,) = sent(guess, 12)
    assert message.subject == TOO_MANY
    path = re.search(r"(/accounts/password/reset/\S{1,200})", message.body)[1]
    browser = Client()
    form = browser.get(path, follow=True)
    data = {"new_password1": NEW, "new_password2": NEW}
    assert browser.post(form.redirect_chain[-1][0], data).status_code == 302
    assert User.objects.get().check_password(NEW)


def test_a_lock_is_told_once_an_hour_and_uses_up_nothing(alice, seen, sent):
    assert len(sent(guess, 30)) == 1
    asked = sent(Client().post, "/accounts/password/reset/", {"email": "alice@example.com"})
    assert subjects(asked) == ["Choose a new password"]
    assert sent(guess, 30) == []


def test_a_lock_on_nobodys_name_is_told_to_nobody(alice, sent):
    for _ in range(12):
        assert sent(by_token, Client(), "nobody", "wrong") == []
