"""A person changes the username in a fresh session, and not too often."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.ends import AccessEnded
from accounts.models import User
from accounts.people import leaving, renaming
from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401
from tests.accounts.people.renaming.conftest import API, NOW, PAGE, rename

TAKEN = "A user with that username already exists."


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("alice", "This is your username already."),
        ("bob", TAKEN),
        ("BOB", TAKEN),
        ("\N{FULLWIDTH LATIN SMALL LETTER B}ob", TAKEN),
        ("erik", TAKEN),  # who left
        ("former-member-1", "Names that begin like this are for people who left."),
        ("al\N{CYRILLIC SMALL LETTER I}ce", "Use letters of one alphabet that is in common use."),
        ("", "This field"),
    ],
)
def test_the_rules_of_registration_hold(alice, bob, make_user, change, name, refusal):
    leaving.delete(make_user("erik"), now=NOW)
    assert refusal in change(name)[1]
    assert User.objects.get(pk=alice.pk).username == "alice"


def test_names_that_are_tried_are_counted(change, bob):
    for number in range(5):
        assert change("bob")[1] == TAKEN, number
    status, told = change("free")
    assert status == 429
    assert "Too many attempts" in told


def test_the_next_change_waits_for_some_days(alice, change, settings):
    assert change("liddell") == (200, "")
    status, told = change("pleasance")
    assert status == 409
    assert "You can change it again on" in told
    later = timezone.now() + timedelta(days=settings.NAME_CHANGE_DAYS, minutes=1)
    assert rename(alice, "pleasance", now=later).username == "pleasance"


def test_a_stale_session_is_asked_again(alice, browser_as, settings):
    browser = browser_as(alice)
    settings.FRESH_SESSION_AGE = 0
    assert browser.post(PAGE)["Location"].startswith("/accounts/confirm-access/")
    refused = browser.post(API, {"username": "liddell"}, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication_required")


def test_no_token_changes_it(alice, api_as):
    refused = api_as(alice).post(API, {"username": "liddell"})
    assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication_required")
    assert APIClient().post(API, {"username": "liddell"}).status_code == 401
    assert Client().post(PAGE)["Location"].startswith("/accounts/auth/")


def test_access_that_ended_meanwhile_changes_nothing(alice):
    looked_at = User.objects.get(pk=alice.pk)
    User.objects.get(pk=alice.pk).new_security_stamp()
    with pytest.raises(AccessEnded):
        renaming.rename(looked_at, "liddell", now=NOW)
