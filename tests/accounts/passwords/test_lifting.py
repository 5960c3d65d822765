"""Staff see who is limited after wrong passwords, and lift it; nobody else does."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts import lockouts
from accounts.models import User
from accounts.trail.models import Entry
from tests.accounts.passwords.test_guessing import by_token
from tests.conftest import PASSWORD

USERS, ADDRESSES = "/admin/accounts/user/", "/admin/accounts/user/addresses/"


@pytest.fixture
def locked(alice):
    for _ in range(11):
        by_token(Client(), "alice", "wrong")
    assert by_token(Client(), "alice", PASSWORD).status_code == 429
    return alice


@pytest.fixture
def limited(db):
    """An address that tried thirty accounts."""
    for number in range(31):
        by_token(Client(), f"nobody{number}", "wrong")


def lift(browser, user):
    return browser.post(USERS, {"action": "lift_limit", "_selected_action": [user.pk]})


def test_staff_see_a_lock_and_lift_it(locked, ada, browser_as):
    browser = browser_as(ada)
    assert "127.0.0.1 until" in browser.get(f"{USERS}{locked.pk}/change/").text
    lift(browser, locked)
    assert "not locked" in browser.get(f"{USERS}{locked.pk}/change/").text
    assert by_token(Client(), "alice", PASSWORD).status_code == 200
    assert LogEntry.objects.get().user == ada
    entry = Entry.objects.get(event="limit_lifted")
    assert (entry.username, entry.actor) == ("alice", "ada")


def test_lifting_touches_nobody_else(locked, ada, bob, browser_as):
    for _ in range(11):
        by_token(Client(), "bob", "wrong")
    lift(browser_as(ada), locked)
    assert lockouts.of_user(bob)
    assert not lockouts.of_user(locked)


def test_staff_see_a_limited_address_and_lift_it(limited, ada, browser_as):
    browser = browser_as(ada)
    assert "127.0.0.1" in browser.get(ADDRESSES).text
    assert browser.post(ADDRESSES, {"address": "127.0.0.1"}).status_code == 302
    assert "No address" in browser.get(ADDRESSES).text
    assert by_token(Client(), "nobody", "wrong").status_code == 400
    assert "127.0.0.1" in LogEntry.objects.get().change_message


def test_an_address_that_is_not_limited_is_not_lifted(limited, ada, browser_as):
    browser_as(ada).post(ADDRESSES, {"address": "192.0.2.1"})
    assert lockouts.of_addresses()
    assert not LogEntry.objects.exists()


def test_staff_without_the_permission_lift_nothing(locked, limited, make_user, browser_as):
    sam = make_user("sam", is_staff=True)
    browser = browser_as(sam)
    lift(browser, locked)
    assert browser.get(ADDRESSES).status_code == 403
    assert browser.post(ADDRESSES, {"address": "127.0.0.1"}).status_code == 403
    assert lockouts.of_user(User.objects.get(username="alice"))
    assert lockouts.of_addresses()
