"""The token that a form carries."""

from datetime import timedelta

import pytest
from django.utils import timezone


@pytest.fixture
def csrf(browser):
    """The CSRF token of a browser that has seen the sign-in page."""
    browser.get("/accounts/login/")
    return browser.cookies["csrftoken"].value


@pytest.fixture
def stale(alice, browser_as):
    """Alice's browser, an hour after she signed in."""
    browser = browser_as(alice)
    session = browser.session
    at = timezone.now() - timedelta(hours=1)
    session["_opened"] = session["_opened"] | {"at": at.isoformat()}
    session.save()
    return browser
