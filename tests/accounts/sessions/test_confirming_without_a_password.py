"""Somebody without a password confirms by a second factor, or signs in again."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.accounts.sessions.test_confirming_access import CONFIRM


def test_somebody_with_neither_signs_in_again(stale, alice):
    User._base_manager.update(password="!")
    browser = Client()
    browser.force_login(User.objects.get())
    answer = browser.get(f"{CONFIRM}?next=/accounts/credentials/")
    assert answer["Location"] == "/accounts/auth/?next=/accounts/credentials/"


def test_somebody_without_a_password_confirms_by_their_second_factor(stale, factor):
    User._base_manager.update(password="!")
    browser = Client()
    browser.force_login(User.objects.get())
    session = browser.session
    at = timezone.now() - timedelta(hours=1)
    session["_opened"] = session["_opened"] | {"at": at.isoformat()}
    session.save()
    answer = browser.get("/accounts/email/")
    assert answer["Location"] == f"{CONFIRM}?next=%2Faccounts%2Femail%2F"
    assert "second-factor/confirm/" in browser.get(answer["Location"]).content.decode()
