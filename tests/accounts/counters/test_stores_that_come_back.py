"""A store that comes back gets what was counted while it was away."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from accounts.counters import Count, StoreAway, connection, here, reset, shared
from tests.accounts.counters.conftest import LIMIT, guess, guesses


def test_a_store_that_comes_back_empty_gets_what_was_counted(server):
    assert guesses(7) == 7
    server.kill()
    server.start()
    assert guesses(LIMIT * 2) == LIMIT - 7


def test_a_guesser_gains_nothing_by_a_store_that_is_killed_again_and_again(server):
    gained = guesses(4)
    for _ in range(3):
        server.kill()
        gained += guesses(2)
        server.start()
        gained += guesses(2)
    assert gained == LIMIT


def test_what_was_counted_while_the_store_was_away_is_carried_over(server):
    server.kill()
    assert guesses(6) == 6
    server.start()
    assert guesses(1) == 1
    assert server.client().get("attempts:account_and_address/alice") == b"7"


def test_a_store_that_lost_its_data_without_going_away_gets_what_was_counted(server):
    assert guesses(7) == 7
    server.client().flushdb()
    assert guess()
    assert server.client().get("attempts:account_and_address/alice") == b"8"
    assert guesses(LIMIT * 2) == LIMIT - 8


@pytest.mark.parametrize(("crowd", "let_through"), [(6, [6]), (20, range(LIMIT))])
def test_of_a_burst_after_the_loss_nothing_is_counted_twice(server, crowd, let_through):
    for _ in range(10):
        assert guess()
        server.client().flushdb()
        with ThreadPoolExecutor(crowd) as threads:
            assert sum(threads.map(lambda _: guess(), range(crowd))) in let_through
        total = int(server.client().get("attempts:account_and_address/alice"))
        assert total == min(1 + crowd, LIMIT)
        reset()


def test_a_store_that_loses_its_data_at_this_moment_counts_in_this_process(server):
    store = shared()
    server.client().set("attempts:epoch", "of another")
    count = Count("account_and_address/alice", LIMIT, 300)
    with pytest.raises(StoreAway):
        store.add([count])
    assert here.totals("alice")[count.key] == 1


def test_a_store_that_comes_back_with_older_data_gets_what_was_counted(server):
    """A snapshot is some minutes old, and has the epoch."""
    server.client().set("attempts:account_and_address/alice", 1, ex=300)
    assert guesses(2) == 2
    server.client().save()
    assert guesses(2) == 2
    server.kill()
    server.start()
    assert guess()
    # 3 from the snapshot and all 5 of this process: what it had saved counts twice.
    assert server.client().get("attempts:account_and_address/alice") == b"8"
    assert guesses(LIMIT * 2) == 2


def test_a_store_that_keeps_its_data_is_told_once(server):
    for _ in range(5):
        guess()
    connection.open_once.cache_clear()  # a new connection to the same data
    guess()
    assert server.client().get("attempts:account_and_address/alice") == b"6"


def test_others_count_beside_this_process(server):
    server.client().set("attempts:account_and_address/alice", LIMIT - 2, ex=300)
    assert guesses(LIMIT) == 2
