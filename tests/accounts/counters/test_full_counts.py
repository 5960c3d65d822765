"""A full count lets nobody through, says when it ends, and fills no other."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from accounts import counters
from accounts.attempts import Attempt, TooManyAttempts
from tests.accounts.counters.conftest import LIMIT, NARROW, WIDE, both, guesses, totals


def test_a_full_count_says_when_it_ends(server):
    guesses(LIMIT)
    with pytest.raises(TooManyAttempts) as refusal:
        Attempt(("account_and_address", ("alice",))).count()
    assert 290 <= refusal.value.wait <= 301


def test_a_full_count_that_loses_its_store_still_says_when_it_ends(server):
    guesses(LIMIT)
    server.kill()
    with pytest.raises(TooManyAttempts) as refusal:
        Attempt(("account_and_address", ("alice",))).count()
    assert 290 <= refusal.value.wait <= 301


def test_a_refused_attempt_fills_no_count(server):
    guesses(LIMIT * 3)
    assert server.client().get("attempts:account_and_address/alice") == str(LIMIT).encode()


@pytest.mark.parametrize("full", [NARROW, WIDE])
@pytest.mark.parametrize("is_away", [False, True], ids=["with redis", "alone"])
def test_no_count_grows_while_one_of_them_is_full(server, full, is_away):
    if is_away:
        server.kill()
    limits = {NARROW: ("account_and_address", 10), WIDE: ("address", 30)}
    name, most = limits[full]
    for _ in range(most):
        Attempt((name, tuple(full.split("/")[1:]))).count()
    for _ in range(3):
        with pytest.raises(TooManyAttempts) as refusal:
            both().count()
        assert refusal.value.full == full
    counted = [counters.here.totals(key).get(key, 0) for key in (NARROW, WIDE)]
    expected = [most if key == full else 0 for key in (NARROW, WIDE)]
    assert counted == expected
    assert is_away or totals(server) == expected


@pytest.mark.parametrize("most", [10, 4])
def test_of_a_burst_as_many_as_the_limit_get_through(server, settings, most):
    settings.ATTEMPT_LIMITS = {"account_and_address": (10, 300), "address": (most, 300)}

    def get_through(_number):
        try:
            both().count()
        except TooManyAttempts:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(get_through, range(40))) == most
    assert totals(server) == [most, most]
