"""The old address takes an account back within 72 hours, whatever a thief changed."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Token, User
from accounts.people.email import rules as email
from tests.accounts.people.conftest import path_in_mail

pytestmark = pytest.mark.usefixtures("_mail_at_once")


def test_the_old_address_takes_the_account_back(confirmed, thief):
    path = path_in_mail()
    assert b"alice@example.com" in Client().get(path).content
    assert User.objects.get().email == "thief@example.com"
    assert Client().post(path)["Location"] == "/accounts/password/reset/"
    alice = User.objects.get()
    assert (alice.email, bool(alice.email_verified_at)) == ("alice@example.com", True)
    assert thief.get("/accounts/api/me").status_code == 401
    assert not Token.objects.live(now=timezone.now()).exists()


def test_a_thief_who_changes_it_twice_gets_no_way_back(confirmed, thief):
    alice = User.objects.get()
    thief.post(f"/accounts/email/{email.ask(alice, 'second@example.com')}/")
    assert User.objects.get().email == "second@example.com"

    (told,) = [message for message in mail.outbox if message.to == ["thief@example.com"]]
    assert "/undo/" not in told.body
    Client().post(path_in_mail())
    assert User.objects.get().email == "alice@example.com"


def test_a_new_password_and_a_third_address_do_not_stop_it(confirmed, thief):
    path = path_in_mail()
    alice = User.objects.get()
    alice.set_password("thief's own password")
    alice.email = "third@example.com"
    alice.save()
    Client().post(path)
    assert User.objects.get().email == "alice@example.com"
