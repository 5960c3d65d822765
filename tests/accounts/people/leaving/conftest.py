"""Alice's page to leave, and a session that is not fresh."""

import pytest
from rest_framework.test import APIClient

from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401
from tests.conftest import PASSWORD

PAGE, ME = "/accounts/delete/", "/accounts/api/me"


def sign_in(user):
    browser = APIClient()
    answer = browser.post(
        "/accounts/login/", {"username": user.username, "password": PASSWORD}, format="multipart"
    )
    assert answer.status_code == 302
    return browser


@pytest.fixture
def stale(settings, alice):
    browser = sign_in(alice)
    settings.FRESH_SESSION_AGE = 0
    return browser
