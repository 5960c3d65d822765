"""An account is connected by somebody who proves to own both."""

import pytest
from django.contrib.auth import get_user_model
from django.test import TestCase
from social_django.models import UserSocialAuth

from accounts.social import pipeline
from tests.accounts.social.conftest import Browser, callback, told
from tests.accounts.social.test_social_linking import CONNECT

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


def test_as_many_accounts_as_one_person_can_have(alice, browser_of, come_back, monkeypatch):
    monkeypatch.setattr(pipeline, "MOST_ACCOUNTS", 1)
    UserSocialAuth.objects.create(user=alice, provider="demo", uid="somebody else")
    page = come_back(browser_of(alice), "dora", **CONNECT)
    assert told(page) == ["You have connected as many accounts as you can. Disconnect one first."]
    assert alice.social_auth.count() == 1
