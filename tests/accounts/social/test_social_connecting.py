"""An account is connected by somebody who proves to own both."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import TestCase
from django.utils import timezone
from social_django.models import UserSocialAuth

from accounts.sessions.opening import OPENED
from accounts.social import pipeline
from tests.accounts.social.conftest import Browser, callback, told
from tests.accounts.social.test_social_linking import CONNECT
from tests.conftest import PASSWORD

User = get_user_model()


def test_what_is_anothers_cannot_be_connected(alice, visitor, come_back, browser_of):
    come_back(visitor, "dora")
    dora = User.objects.get(username="dora")

    response = come_back(browser_of(alice), "dora", **CONNECT)

    assert response["Location"] == "/accounts/credentials/"
    assert told(response) == ["This Demo provider account belongs to another user here."]
    assert UserSocialAuth.objects.get().user == dora


def test_connecting_twice_changes_nothing(alice, come_back, browser_of):
    browser = browser_of(alice)
    come_back(browser, "dora", **CONNECT)
    come_back(browser, "dora", **CONNECT)

    assert alice.social_auth.count() == 1


@pytest.mark.usefixtures("_mail_at_once")
def test_the_owner_is_told_by_mail(alice, come_back, browser_of, mailoutbox):
    browser = browser_of(alice)

    with TestCase.captureOnCommitCallbacks(execute=True):
        come_back(browser, "dora", **CONNECT)
        come_back(browser, "dora", **CONNECT)
        come_back(Browser(), "emil")

    (message,) = mailoutbox
    assert message.to == ["alice@example.com"]
    assert message.subject == "Demo provider now signs you in"
    assert "An account at Demo provider was connected to your account" in message.body
    assert "dora" not in message.body  # whoever connects it chose that name


def test_connecting_needs_somebody_signed_in(visitor, demo_provider):
    response = visitor.post("/auth/login/demo/", CONNECT)

    assert response["Location"] == "/accounts/auth/?next=/accounts/credentials/"


@pytest.mark.parametrize("meanwhile", ["signed out", "bob"])
def test_what_alice_began_connects_to_nobody_else(
    alice, bob, begin, demo_provider, browser_of, meanwhile
):
    browser = browser_of(alice)
    url = callback(begin(browser, **CONNECT), "dora")
    session = dict(browser.session)
    browser.logout()
    if meanwhile == "bob":
        browser.force_login(bob, backend="accounts.passwords.backend.PasswordBackend")
    else:
        browser.cookies.clear()
        browser.get("/accounts/auth/")
        browser.post("/auth/login/demo/")
    kept = browser.session
    kept.update({key: value for key, value in session.items() if key.startswith("demo_")})
    kept.save()

    response = browser.get(url)

    assert "not begun in this browser" in told(response)[-1]
    assert not UserSocialAuth.objects.exists()


def passwordless(user):
    User._base_manager.filter(pk=user.pk).update(password="!")
    return User.objects.get(pk=user.pk)


def grown_old(browser, seconds):
    session = browser.session
    at = timezone.now() - timedelta(seconds=seconds)
    session[OPENED] |= {"at": at.isoformat()}
    session.save()
    return browser


@pytest.mark.parametrize("typed", [{}, {"password": ""}, {"password": "wrong"}])
def test_a_stolen_session_alone_connects_nothing(alice, demo_provider, browser_of, typed):
    response = browser_of(alice).post("/auth/login/demo/", {"connect": "1"} | typed)

    assert response["Location"] == "/accounts/credentials/"
    assert told(response) == ["Type your password to connect Demo provider."]


def test_the_password_cannot_be_guessed_there(alice, demo_provider, browser_of):
    browser = browser_of(alice)
    guess = {"connect": "1", "password": "wrong"}
    for _ in range(10):
        assert browser.post("/auth/login/demo/", guess).status_code == 302
    assert browser.post("/auth/login/demo/", CONNECT).status_code == 429


@pytest.mark.parametrize(("age", "connected"), [(0, 1), (14 * 60, 1), (15 * 60, 0)])
def test_without_a_password_the_session_has_to_be_fresh(
    alice, come_back, demo_provider, browser_of, age, connected
):
    browser = grown_old(browser_of(passwordless(alice)), age)
    if connected:
        come_back(browser, "dora", connect="1")
    else:
        response = browser.post("/auth/login/demo/", {"connect": "1"})
        assert response["Location"] == "/accounts/auth/?next=/accounts/credentials/"
        assert told(response)[0].startswith("Sign in again first")
    assert alice.social_auth.count() == connected


def test_what_a_stolen_session_began_ends_with_a_new_password(
    alice, begin, demo_provider, browser_of
):
    """The thief's state is in the session that goes on, so it is bound to the password."""
    browser = browser_of(alice)
    url = callback(begin(browser, **CONNECT), "dora")
    new = {"new_password1": "staple horse battery", "new_password2": "staple horse battery"}
    changed = browser.post("/accounts/password/change/", {"old_password": PASSWORD} | new)
    assert changed["Location"] == "/accounts/password/change/done/"

    response = browser.get(url)

    assert "not begun in this browser" in told(response)[-1]
    assert not UserSocialAuth.objects.exists()


def test_as_many_accounts_as_one_person_can_have(alice, browser_of, come_back, monkeypatch):
    monkeypatch.setattr(pipeline, "MOST_ACCOUNTS", 1)
    UserSocialAuth.objects.create(user=alice, provider="demo", uid="somebody else")
    page = come_back(browser_of(alice), "dora", **CONNECT)
    assert told(page) == ["You have connected as many accounts as you can. Disconnect one first."]
    assert alice.social_auth.count() == 1
