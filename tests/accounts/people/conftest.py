"""Mails that were sent, and browsers that a person used before."""

import pytest
from django.core import mail
from django.test import Client

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
