"""Hashing has a bounded share of the processors."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock, get_ident

import pytest

from accounts.passwords.turns import Busy, Turns


def test_so_many_are_at_it_at_once():
    held, at_it, most, counting = Turns(at_once=2, waiting=30), 0, 0, Lock()
    together = Barrier(2)

    def work():
        nonlocal at_it, most
        with counting:
            at_it += 1
            most = max(most, at_it)
        together.wait(10)  # there are two at once, at least
        with counting:
            at_it -= 1

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(held.take, [work] * 16))
    assert most == 2


def test_whoever_finds_no_place_to_wait_is_refused_at_once(occupied):
    held = Turns(at_once=1, waiting=0)
    with occupied(held), pytest.raises(Busy):
        held.take(int)
    assert held.take(int, "1") == 1


def test_a_hash_that_fails_gives_its_turn_back():
    held = Turns(at_once=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            held.take(lambda: 1 / 0)


def test_no_more_threads_hash_than_turns_are_held():
    """Each would keep 19 MiB for good."""
    held = Turns(at_once=2, waiting=30)
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(held.take, [get_ident] * 32))) <= 2
