"""Signing in by mailed codes is on, and mails go out before the answer."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.accounts.second_factor.conftest import factor  # noqa: F401
from tests.conftest import PASSWORD

ASK, CONFIRM = "/accounts/code/", "/accounts/code/confirm/"
EMAIL = "alice@example.com"
SENT = re.compile(r"^(\d{4}) (\d{4})$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _on(settings, _mail_at_once):
    settings.SIGN_IN_CODES = True


@pytest.fixture
def alice(alice):
    """Alice, whose address is confirmed."""
    User._base_manager.filter(pk=alice.pk).update(email_verified_at=timezone.now())
    alice.refresh_from_db()
    return alice


def ask(browser, email=EMAIL):
    """Ask for a code in ``browser``; return it, and eight zeros if none was mailed."""
    mail.outbox.clear()
    browser.asked = browser.post(ASK, {"email": email})
    found = SENT.search(mail.outbox[-1].body) if mail.outbox else None
    return "".join(found.groups()) if found else "00000000"


def by_page(browser, code, **more):
    """Return ``in``, or what the page says of ``code``."""
    answer = browser.post(CONFIRM, {"code": code, **more})
    if "_auth_user_id" in browser.session:
        return "in"
    if answer.status_code == 302:
        return answer["Location"]
    return f"{answer.status_code} {answer.context['form'].errors['code'][0]}"


def by_json(browser, code, **more):
    answer = browser.post(CONFIRM, {"code": code, **more}, "application/json")
    assert (answer.status_code == 200) == ("_auth_user_id" in browser.session)
    return "in" if answer.status_code == 200 else f"{answer.status_code} {answer.json()['code']}"


@pytest.fixture
def browser():
    return Client()


@pytest.fixture
def known(alice):
    """A browser in which Alice signed in before, and signed out."""
    browser = Client()
    browser.post("/accounts/login/", {"username": "alice", "password": PASSWORD})
    browser.post("/accounts/logout/")
    return browser
