"""A token that a session made ends with it, unless the browser merely signs out."""

import base64

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Token, User
from accounts.sessions.kind import SessionKind
from accounts.tokens import issuing
from tests.conftest import PASSWORD

TOKENS, SESSIONS = "/accounts/api/tokens", "/accounts/api/sessions"


def by_api(browser):
    return browser.post(TOKENS, {"name": "made"}, content_type="application/json")


def by_page(browser):
    return browser.post("/accounts/credentials/tokens/", {"name": "made"})


def is_alive(name="made") -> bool:
    return Token.objects.live(now=timezone.now()).filter(name=name).exists()


def from_the_list(alice, browser_as, session):
    browser_as(alice).delete(f"{SESSIONS}/{session.pk}")


def all_of_them(alice, browser_as, session):
    browser_as(alice).delete(SESSIONS)


def on_the_page(alice, browser_as, session):
    browser_as(alice).post(f"/accounts/credentials/sessions/{session.pk}/revoke/")


def in_the_admin(alice, browser_as, session):
    root = User.objects.create_superuser("root", password=PASSWORD)
    browser_as(root).post(f"/admin/accounts/session/{session.pk}/delete/", {"post": "yes"})


@pytest.mark.parametrize("make", [by_api, by_page])
@pytest.mark.parametrize("end", [from_the_list, all_of_them, on_the_page, in_the_admin])
def test_whoever_ends_the_session_ends_the_token(alice, browser_as, make, end):
    Token.objects.create(user=alice, name="another")
    assert make(browser_as(alice)).status_code in (200, 201)
    assert is_alive()
    end(alice, browser_as, alice.sessions.get())
    assert not is_alive()
    assert is_alive("another")


def test_a_browser_that_signs_out_leaves_its_tokens(alice, browser_as):
    browser = browser_as(alice)
    by_api(browser)
    browser.post("/accounts/logout/")
    assert is_alive()


def test_a_session_that_ended_meanwhile_makes_no_token(alice, browser_as):
    browser_as(alice)
    session = alice.sessions.get()
    SessionKind().end(alice, session.pk, now=timezone.now())
    with pytest.raises(issuing.AccessEnded):
        issuing.issue(alice, now=timezone.now(), name="made", made_in=session.pk)


def test_a_cookie_beside_other_credentials_makes_nothing(alice, browser_as, settings):
    browser = browser_as(alice)
    key = base64.b64encode(f"alice:{PASSWORD}".encode()).decode()
    program = APIClient(headers={"Authorization": f"Basic {key}"})
    program.cookies = browser.cookies
    assert program.post(TOKENS, {"name": "made"}).status_code == 201
    assert Token.objects.get(name="made").made_in == ""
