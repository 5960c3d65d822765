"""Doors say that they are busy, and count no guess."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from tests.accounts.passwords.test_guessing import by_admin, by_basic, by_form, by_json, by_token
from tests.conftest import PASSWORD


@pytest.mark.usefixtures("real_hashes")
@pytest.mark.parametrize("door", [by_form, by_json, by_token, by_basic, by_admin])
def test_every_door_says_busy_and_counts_no_guess(alice, hold_turns, occupied, door):
    alice.set_password(PASSWORD)
    alice.save()
    held = hold_turns(at_once=1, waiting=0)
    with occupied(held):
        answers = [door(Client(), "alice", PASSWORD) for _ in range(11)]
    for answer in answers:
        assert answer.status_code == 503
        assert answer["Retry-After"] == "1"
    if door not in (by_form, by_admin):
        assert answers[0].json() == {
            "detail": "Too many people are signing in at this moment. Try again in 1 second.",
            "code": "busy",
        }
    assert door(Client(), "alice", PASSWORD).status_code in {200, 302}


@pytest.mark.usefixtures("real_hashes")
def test_an_application_is_told_in_the_words_of_oauth(hold_turns, occupied, by_grant, alice):
    held = hold_turns(at_once=1, waiting=0)
    with occupied(held):
        answer = by_grant(Client(), "alice", PASSWORD)
    assert answer.status_code == 503
    assert answer.json()["error"] == "temporarily_unavailable"
    assert answer["Retry-After"] == "1"


@pytest.mark.usefixtures("real_hashes")
def test_eight_at_once_are_served(alice):
    """The queue is longer than any page or script makes it."""
    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(make_password, ["x"] * 8))) == 8
