"""Hashing has a bounded share of the processors; whoever comes too late is told at once."""

import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock, get_ident, get_native_id

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

from accounts.conf import conf
from accounts.passwords import turns
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


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority")
def test_a_hash_lets_others_go_first():
    def niceness():
        return os.getpriority(os.PRIO_PROCESS, get_native_id())

    before = niceness()
    assert Turns(at_once=1, waiting=0).take(niceness) == before + turns.NICENESS
    assert niceness() == before


def test_a_worker_whose_parent_has_hashed_can_hash():
    def hash_and_exit():
        os._exit(0 if make_password("x", hasher="argon2") else 1)

    make_password("x", hasher="argon2")
    child = os.fork()
    if child == 0:
        hash_and_exit()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            break
        time.sleep(0.05)
    else:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        pytest.fail("The child waits for a thread that its parent has.")
    assert status == 0


@pytest.mark.parametrize(("workers", "processors", "share"), [(1, 2, 2), (2, 2, 1), (4, 2, 1)])
def test_each_process_has_its_share_of_the_processors(
    settings, monkeypatch, workers, processors, share
):
    settings.WORKERS = workers
    monkeypatch.setattr("os.sched_getaffinity", lambda pid: set(range(processors)))
    assert share == conf.HASHES_AT_ONCE


def test_the_parameters_are_those_that_owasp_asks_for():
    from accounts.passwords.hashers import Argon2idPasswordHasher as Hasher

    assert issubclass(Hasher, Argon2PasswordHasher)
    assert (Hasher.time_cost, Hasher.memory_cost, Hasher.parallelism) == (2, 19 * 1024, 1)
    assert turns.hashing() is turns.hashing()
