"""Workers hash in turns, and beside the other requests."""

import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import get_native_id

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

from accounts.conf import conf
from accounts.passwords import turns
from accounts.passwords.turns import SharedTurns, Turns
from server.master import Server


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


@pytest.mark.parametrize(
    ("processors", "at_once", "workers", "per_process"),
    [(1, 1, 1, 1), (2, 1, 2, 1), (8, 4, 1, 4), (8, 4, 3, 2), (8, 4, 16, 1)],
)
def test_all_workers_together_hash_on_half_of_the_processors(
    settings, monkeypatch, processors, at_once, workers, per_process
):
    settings.WORKERS = workers
    monkeypatch.setattr("os.sched_getaffinity", lambda pid: set(range(processors)))
    assert at_once == conf.HASHES_AT_ONCE
    assert per_process == conf.HASHES_PER_PROCESS


def test_another_system_tells_how_many_processors_it_has(monkeypatch):
    monkeypatch.delattr("os.sched_getaffinity")
    monkeypatch.setattr("os.cpu_count", lambda: 6)
    assert conf.HASHES_AT_ONCE == 3


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers do not share turns")
def test_a_worker_waits_for_the_turn_of_another_until_that_one_is_killed():
    shared = SharedTurns(1)
    taken, took = os.pipe()

    def take_and_stay():
        shared.take(lambda: (os.write(took, b"."), time.sleep(30)))
        os._exit(0)

    child = os.fork()
    if child == 0:
        take_and_stay()
    os.read(taken, 1)
    with ThreadPoolExecutor(1) as pool:
        mine = pool.submit(shared.take, lambda: "hashed")
        with pytest.raises(TimeoutError):
            mine.result(0.3)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert mine.result(10) == "hashed"


def test_the_server_makes_the_turns_before_it_forks(monkeypatch):
    made = []
    monkeypatch.setattr("gc.freeze", lambda: made.append(turns.shared.cache_info().currsize))
    turns.shared.cache_clear()
    Server.load(None)
    assert made == [1]


def test_the_parameters_are_those_that_owasp_asks_for():
    from accounts.passwords.hashers import Argon2idPasswordHasher as Hasher

    assert issubclass(Hasher, Argon2PasswordHasher)
    assert (Hasher.time_cost, Hasher.memory_cost, Hasher.parallelism) == (2, 19 * 1024, 1)
    assert turns.hashing() is turns.hashing()
