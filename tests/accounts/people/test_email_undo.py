"""The old address takes an account back within 72 hours, whatever a thief changed."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Token, User
from accounts.people import email
from tests.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("_mail_at_once")


@pytest.fixture
def confirmed(alice):
    alice.email_verified_at = timezone.now() - timedelta(days=4)
    alice.save(update_fields=["email_verified_at"])
    return alice


@pytest.fixture
def thief(confirmed, browser_as):
    """A browser that is signed in as Alice, and gave her account another address."""
    browser = browser_as(confirmed)
    code = email.ask(confirmed, "thief@example.com")
    browser.post(f"/accounts/email/{code}/")
    return browser


def path_in_mail():
    (message,) = [message for message in mail.outbox if message.to == ["alice@example.com"]]
    found = re.search(r"(/accounts/email/undo/\S{1,400})", message.body)
    return found and found[1]


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


def test_it_works_once(confirmed, thief):
    path = path_in_mail()
    Client().post(path)
    assert Client().get(path).status_code == Client().post(path).status_code == 410


@pytest.mark.parametrize("hours", [71, 73])
def test_it_ends_after_72_hours(confirmed, thief, hours, monkeypatch):
    path = path_in_mail()
    monkeypatch.setattr(email, "UNDO_LIFETIME", timedelta(hours=72 - hours))
    assert Client().get(path).status_code == (200 if hours < 72 else 410)


@pytest.mark.parametrize("code", ["x", "x:y:z", "%00", "a" * 500])
def test_a_code_that_is_made_up_does_nothing(confirmed, code):
    assert Client().get(f"/accounts/email/undo/{code}/").status_code in {400, 404, 410}


def test_an_address_that_somebody_has_by_now_stays_theirs(confirmed, thief, bob):
    path = path_in_mail()
    bob.email = "alice@example.com"
    bob.save()
    assert Client().post(path).status_code == 410


def test_an_address_that_nobody_confirmed_takes_nothing_back(alice, browser_as):
    code = email.ask(alice, "new@example.com")
    browser_as(alice).post(f"/accounts/email/{code}/")
    assert path_in_mail() is None
    assert PASSWORD not in mail.outbox[0].body
