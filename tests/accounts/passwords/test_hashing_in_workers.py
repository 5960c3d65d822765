"""Each process hashes its share, beside the others."""

import os
import signal
import sys
import time
from threading import get_native_id

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

from accounts.conf import conf
from accounts.passwords import turns
from accounts.passwords.turns import Turns


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
