"""A browser in which the owner signed in is counted by itself."""

import pytest
from django.core import signing
from django.test import Client

from accounts.passwords.guessing import KNOWN_BROWSER
from tests.accounts.passwords.test_guessing import LIMIT, by_form, by_json, by_token
from tests.conftest import PASSWORD

# Signed, but with another key's words, and in the form of an older version.
FORGED = signing.dumps([1, "x"], salt="another")
FORMER = signing.dumps(["account", "owner", "browser"], salt=KNOWN_BROWSER)


@pytest.mark.slow
def test_a_browser_in_which_the_owner_signed_in_is_counted_by_itself(alice):
    known = Client()
    by_form(known, "alice", PASSWORD)
    assert known.cookies["known_browser"]["httponly"]
    for n in range(51):
        by_token(Client(REMOTE_ADDR=f"192.0.2.{n}"), "alice", "wrong")
    for _ in range(31):
        by_form(Client(), "nobody", "wrong")
    assert by_form(Client(REMOTE_ADDR="198.51.100.1"), "alice", PASSWORD).status_code == 429
    assert by_form(known, "alice", PASSWORD).status_code == 302
    assert by_json(known, "alice", PASSWORD).status_code == 200


def test_a_known_browser_is_limited_too(alice):
    known = Client()
    by_json(known, "alice", PASSWORD)
    answers = [by_form(known, "alice", "wrong").status_code for _ in range(LIMIT + 1)]
    assert answers == [200] * LIMIT + [429]


@pytest.mark.slow
def test_twelve_known_browsers_are_no_more_guesses_than_one(alice):
    known = [Client(REMOTE_ADDR=f"192.0.2.{n}") for n in range(12)]
    for client in known:
        by_form(client, "alice", PASSWORD)
    answers = [by_form(known[n % 12], "alice", "wrong").status_code for n in range(24)]
    assert answers == [200] * LIMIT + [429] * 14


def test_a_spelling_is_known_in_a_browser_as_the_name_is(alice):
    known = Client()
    by_form(known, "ALICE", PASSWORD)
    for n in range(51):
        by_token(Client(REMOTE_ADDR=f"192.0.2.{n}"), "alice", "wrong")
    assert by_form(known, "\uff21lice ", PASSWORD).status_code == 302


@pytest.mark.slow
def test_24_strangers_cannot_lock_the_owner_out_of_a_known_browser(alice):
    known = Client()
    by_form(known, "alice", PASSWORD)
    for n in range(24 * 11):
        by_token(Client(REMOTE_ADDR=f"192.0.2.{n % 24}"), "alice", "wrong")
    assert by_form(known, "alice", PASSWORD).status_code == 302


def test_a_known_browser_is_known_for_its_own_user_only(alice, bob):
    known = Client()
    by_form(known, "alice", PASSWORD)
    for _ in range(LIMIT):
        by_token(Client(), "bob", "wrong")
    assert by_form(known, "bob", PASSWORD).status_code == 429


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "a:b:c", '"', "é", FORGED, FORMER],
    ids=["none", "text", "three parts", "a quote", "not ASCII", "forged", "of before"],
)
def test_a_forged_known_browser_is_a_stranger(alice, cookie):
    for _ in range(LIMIT):
        by_token(Client(), "alice", "wrong")
    forger = Client()
    forger.cookies["known_browser"] = cookie
    assert by_form(forger, "alice", PASSWORD).status_code == 429
