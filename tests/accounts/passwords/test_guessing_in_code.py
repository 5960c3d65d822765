"""Guesses count wherever they are made and however many at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from accounts import attempts, counters
from accounts.passwords.backend import PasswordBackend
from accounts.passwords.guessing import password_guess
from tests.accounts.passwords.test_guessing import LIMIT, by_token
from tests.conftest import PASSWORD


def test_without_redis_each_worker_has_its_share(alice, settings):
    settings.REDIS_URL = ""
    settings.WORKERS = 5
    answers = [by_token(Client(), "alice", "wrong").status_code for _ in range(3)]
    assert answers == [400, 400, 429]


async def guess_in_a_coroutine(rf):
    return await PasswordBackend().aauthenticate(rf.get("/"), "alice", "wrong")


@pytest.mark.django_db(transaction=True)
def test_a_coroutine_is_limited_too(alice, rf):
    guess = async_to_sync(guess_in_a_coroutine)
    with ThreadPoolExecutor(1) as thread:  # the loop of a browser's driver may run in this one
        for _ in range(LIMIT):
            assert thread.submit(guess, rf).result() is None
        with pytest.raises(attempts.TooManyAttempts):
            thread.submit(guess, rf).result()


def test_our_own_code_is_not_limited(alice):
    for _ in range(LIMIT * 2):
        assert PasswordBackend().authenticate(None, "alice", "wrong") is None
    assert PasswordBackend().authenticate(None, "alice", PASSWORD) == alice


@pytest.mark.parametrize("credentials", [(None, "x"), ("alice", None)])
def test_credentials_of_another_kind_are_left_to_other_backends(db, rf, credentials):
    assert PasswordBackend().authenticate(rf.get("/"), *credentials) is None


@pytest.mark.django_db(transaction=True)
def test_a_parallel_burst_gains_nothing(alice, rf):
    def guess(_):
        try:
            password_guess(rf.get("/"), "alice").count()
        except attempts.TooManyAttempts:
            return 0
        return 1

    with ThreadPoolExecutor(40) as pool:
        assert sum(pool.map(guess, range(200))) <= LIMIT


def test_a_window_that_ended_is_not_given_back_to(settings, rf):
    attempt = password_guess(rf.get("/"), "alice")
    attempt.count()
    counters.reset()
    attempt.give_back()
    for _ in range(LIMIT):
        password_guess(rf.get("/"), "alice").count()
    with pytest.raises(attempts.TooManyAttempts):
        password_guess(rf.get("/"), "alice").count()
