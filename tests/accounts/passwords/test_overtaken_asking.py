"""Whoever asks with access that ended meanwhile gets nothing."""

import pytest
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from rest_framework.test import APIClient

from accounts import ends
from accounts.models import Token
from accounts.passwords.links import reset_links
from tests.accounts.oauth.conftest import (  # noqa: F401  fixtures
    FORM,
    encoded,
    make_client,
    password_client,
)
from tests.accounts.passwords.test_overtaken import THIEFS_PASSWORD, change_the_password


@pytest.fixture
def overtaken_at_the_lock(monkeypatch, alice):
    """
    The password changes between the beginning of a request and what it issues.

    In the request's own transaction here, so a refusal takes the change back as well.
    """
    wait = ends.lock

    def lock(user):
        change_the_password()
        wait(user)

    for module in ("tokens.issuing", "passwords.forms"):
        monkeypatch.setattr(f"accounts.{module}.lock", lock)


def token_by_session(browser, alice):
    return browser.post("/accounts/api/tokens", {"name": "x"}, content_type="application/json")


def token_by_token(browser, alice):
    program = APIClient(headers={"Authorization": f"Token {alice.initial_token.key}"})
    return program.post("/accounts/api/tokens", {"name": "x"})


def token_by_page(browser, alice):
    return browser.post("/accounts/credentials/tokens/", {"name": "x"})


def reset(browser, alice):
    uid = urlsafe_base64_encode(force_bytes(alice.pk))
    link = f"/accounts/password/reset/{uid}/{reset_links.make_token(alice)}/"
    form = Client().get(link)
    browser.cookies["password_reset"] = form.cookies["password_reset"].value
    new = {"new_password1": THIEFS_PASSWORD, "new_password2": THIEFS_PASSWORD}
    return browser.post(form["Location"], new)


@pytest.mark.parametrize(
    ("issue", "status"),
    [(token_by_session, 401), (token_by_token, 401), (token_by_page, 200), (reset, 403)],
)
def test_what_asks_with_ended_access_gets_nothing(
    alice, browser_as, overtaken_at_the_lock, issue, status
):
    answer = issue(browser_as(alice), alice)

    assert answer.status_code == status
    assert Token.objects.count() == 1
    alice.refresh_from_db()
    assert not alice.check_password(THIEFS_PASSWORD)
