"""Turns that are held."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from accounts.passwords.turns import Turns


@pytest.fixture
def hold_turns(monkeypatch):
    """``hold_turns(at_once=…, waiting=…)``: this process has just these."""

    def hold(**kwargs):
        held = Turns(**kwargs)
        monkeypatch.setattr("accounts.passwords.hashers.hashing", lambda: held)
        return held

    return hold


@pytest.fixture
def occupied():
    """``with occupied(turns):`` somebody has the turn until the block ends."""

    @contextmanager
    def occupy(held):
        begun, done = Event(), Event()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(held.take, lambda: begun.set() or done.wait(10))
            begun.wait(10)
            try:
                yield
            finally:
                done.set()

    return occupy
