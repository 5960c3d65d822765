"""What an application was given in a session ends with it, unless the browser merely signs out."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from oauth2_provider.models import AccessToken, Grant, RefreshToken

from accounts.oauth.models import MadeIn
from accounts.sessions.kind import SessionKind
from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import redeeming


@pytest.fixture
def session(alice, browser_as):
    """The browser of a thief, who brings a device of their own."""
    return browser_as(alice)


@pytest.fixture
def code(session, public_client):
    return sent_back(session.post(ask(public_client), {"allow": "yes"}))["code"]


def end_session(alice):
    assert SessionKind().end(alice, alice.sessions.get().pk, now=timezone.now())


def test_tokens_end_with_the_session_in_which_they_were_allowed(
    alice, public_client, post_token, code, browser_as
):
    tokens = post_token(public_client, **redeeming(code)).json()
    end_session(alice)
    assert not AccessToken.objects.exists()
    again = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    assert post_token(public_client, **again).json()["error"] == "invalid_grant"


def test_a_code_that_is_not_spent_yet_ends_too(alice, public_client, post_token, code):
    end_session(alice)
    assert not Grant.objects.exists()
    assert post_token(public_client, **redeeming(code)).json()["error"] == "invalid_grant"


def test_tokens_that_were_allowed_in_another_session_stay(
    alice, public_client, post_token, code, browser_as
):
    post_token(public_client, **redeeming(code))
    first = alice.sessions.get()
    browser_as(alice)
    other = alice.sessions.exclude(pk=first.pk).get()
    SessionKind().end(alice, other.pk, now=timezone.now())
    assert RefreshToken.objects.get().revoked is None


def test_a_browser_that_signs_out_leaves_them(alice, session, public_client, post_token, code):
    post_token(public_client, **redeeming(code))
    session.post("/accounts/logout/")
    assert AccessToken.objects.exists()


def test_a_session_that_ended_meanwhile_gets_no_code(alice, session, public_client, monkeypatch):
    """Between the look at the session and the code."""
    monkeypatch.setattr("accounts.ends.lock", lambda user: user.sessions.all().delete())
    answer = sent_back(session.post(ask(public_client), {"allow": "yes"}))
    assert answer["error"] == "access_denied"
    assert not Grant.objects.exists()


def test_prune_forgets_what_was_made_in_sessions_that_are_gone(alice, session, code):
    call_command("prune")
    assert MadeIn.objects.count() == 1
    session.post("/accounts/logout/")
    call_command("prune")
    assert not MadeIn.objects.exists()
