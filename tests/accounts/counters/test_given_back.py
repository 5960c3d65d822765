"""Attempts that were right are given back, whatever became of the store."""

import pytest

from accounts.attempts import Attempt, TooManyAttempts
from tests.accounts.counters.conftest import LIMIT, NARROW, both, guesses, totals


def test_right_attempts_leave_nothing_behind_when_the_store_comes_back(server):
    for _ in range(LIMIT * 3):
        attempt = Attempt(("account_and_address", ("alice",)))
        attempt.count()
        attempt.give_back()
    server.kill()
    server.start()
    assert guesses(LIMIT * 2) == LIMIT


def test_an_attempt_is_given_back_even_if_the_store_left_meanwhile(server):
    attempt = Attempt(("account_and_address", ("alice",)))
    attempt.count()
    server.kill()
    attempt.give_back()
    assert guesses(LIMIT * 2) == LIMIT


def test_an_attempt_that_the_store_lost_takes_back_nobody_elses(server):
    attempt = Attempt(("account_and_address", ("alice",)))
    attempt.count()
    server.client().flushdb()
    server.client().set("attempts:epoch", "of another process")
    server.client().set("attempts:account_and_address/alice", 5, ex=300)
    attempt.give_back()
    assert server.client().get("attempts:account_and_address/alice") == b"5"
    assert guesses(LIMIT * 2) == LIMIT - 5


def test_each_count_is_carried_over(server):
    server.kill()
    both().count()
    Attempt(("address", ("192.0.2.1",))).count()
    server.start()
    both().count()
    assert totals(server) == [2, 3]


def test_a_refusal_keeps_what_has_to_be_carried_over(server):
    """The count behind the full one was not told: the next attempt tells it."""
    server.kill()
    Attempt(("address", ("192.0.2.1",))).count()
    server.start()
    server.client().set(f"attempts:{NARROW}", 10, ex=300)
    with pytest.raises(TooManyAttempts):
        both().count()
    assert totals(server) == [10, 0]
    server.client().delete(f"attempts:{NARROW}")
    both().count()
    assert totals(server) == [1, 2]
