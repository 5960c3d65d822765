"""Mails that were sent, and browsers that a person used before."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.people.email import rules as email
from tests.accounts.passwords.test_guessing import by_form
from tests.conftest import PASSWORD


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """``sent(do, …)``: the mails that ``do(…)`` has us send."""

    def of(do, *args):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do(*args)
        return list(mail.outbox)

    return of


@pytest.fixture
def seen(alice):
    """A browser in which Alice signed in, for the first time anywhere."""
    browser = Client()
    by_form(browser, "alice", PASSWORD)
    return browser


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
