"""A worker gives the memory of password hashes back once nobody signs in."""

import pytest

from accounts.passwords.turns import hashing
from server import memory


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def trims(clock):
    """Look at each moment; return when it trimmed."""
    trimmed = []
    looking = memory.Memory(lambda: trimmed.append(clock[0]))

    def look(*moments):
        for clock[0] in moments:
            looking.look()
        return trimmed

    return look


def test_it_trims_once_a_second_after_the_last_hash(clock, trims):
    hashing().take(int)
    assert trims(1000.1, 1000.9, 1001, 1001.1, 1010) == [1001]


def test_it_waits_while_people_sign_in(clock, trims):
    for clock[0] in (1000, 1000.8, 1001.6):
        hashing().take(int)
        assert trims(clock[0] + 0.7) == []
    assert trims(1002.7) == [1002.7]


def test_it_trims_again_after_further_hashes(clock, trims):
    hashing().take(int)
    trims(1002, 1003)
    hashing().take(int)
    assert trims(1003.5, 1004.5) == [1002, 1004.5]


def test_a_hash_that_fails_counts_as_well(clock, trims):
    with pytest.raises(ZeroDivisionError):
        hashing().take(lambda: 1 / 0)
    assert trims(1001.5) == [1001.5]


def test_the_c_library_takes_the_call():
    memory.trim()
