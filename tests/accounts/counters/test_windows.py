"""A window ends when its first attempt said, and then is forgotten."""

from accounts.counters import counts
from tests.accounts.counters.conftest import NARROW, WIDE, both, totals


def test_counts_that_are_over_are_forgotten_once_a_minute(monkeypatch):
    clock, swept = [0.0], []
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    monkeypatch.setattr(
        counts.MemoryStorage, "_MemoryStorage__schedule_expiry", lambda store: swept.append(1)
    )
    store = counts.Counts()
    for clock[0] in (0, 1, 59, 60, 61, 120):
        store.incr("key", 300)
    assert len(swept) == 3


def test_a_window_that_ended_does_not_begin_again_below_zero(server):
    attempt = both()
    attempt.count()
    server.client().delete(f"attempts:{NARROW}", f"attempts:{WIDE}")
    attempt.give_back()
    assert totals(server) == [0, 0]


def test_a_window_ends_when_its_first_attempt_said(server):
    for _ in range(3):
        attempt = both()
        attempt.count()
        attempt.give_back()
        server.client().expire(f"attempts:{NARROW}", 100)
    assert 90 <= server.client().ttl(f"attempts:{NARROW}") <= 100
    assert 290 <= server.client().ttl(f"attempts:{WIDE}") <= 300


def test_an_attempt_asks_redis_twice_and_once_more_to_give_back(server):
    attempt = both()
    attempt.count()  # it loads the scripts
    attempt.give_back()
    other = server.client()
    other.ping()
    with server.client().monitor() as heard:
        attempt.count()
        attempt.give_back()
        other.ping()
        commands = []
        while (command := heard.next_command())["command"] != "PING":
            if command["client_type"] != "lua":
                commands.append(command["command"].split()[0])
    assert commands == ["GET", "EVALSHA", "EVALSHA"]
