"""A stolen session connects nothing: the password or a fresh session is asked for."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from social_django.models import UserSocialAuth

from accounts.sessions.opening import OPENED
from tests.accounts.social.conftest import callback, told
from tests.accounts.social.test_social_linking import CONNECT
from tests.conftest import PASSWORD

User = get_user_model()


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
