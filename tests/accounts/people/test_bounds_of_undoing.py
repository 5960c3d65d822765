"""The way back by the old address works once, within 72 hours, for what was theirs."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.people.email import rules as email
from tests.accounts.people.conftest import path_in_mail
from tests.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("_mail_at_once")


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
