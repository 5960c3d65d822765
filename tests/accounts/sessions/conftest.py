"""The token that a form carries."""

import pytest


@pytest.fixture
def csrf(browser):
    """The CSRF token of a browser that has seen the sign-in page."""
    browser.get("/accounts/login/")
    return browser.cookies["csrftoken"].value
