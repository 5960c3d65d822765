"""Attempts are counted whatever becomes of Redis: never unlimited, never a 500."""

import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
import redis
from django.test import Client

from accounts import counters
from accounts.attempts import Attempt, TooManyAttempts
from tests.conftest import PASSWORD

LIMIT = 10


def guess(who="alice") -> bool:
    """Tell whether one more attempt was let through."""
    try:
        Attempt(("account_and_address", (who,))).count()
    except TooManyAttempts:
        return False
    return True


def guesses(number: int) -> int:
    return sum(guess() for _ in range(number))


def sign_in(password=PASSWORD):
    body = {"username": "alice", "password": password}
    return Client().post("/accounts/get_auth_token", body).status_code


# A store that never counts -------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "redis://127.0.0.1:1/0",
        "redis://127.0.0.1:99999/0",
        "redis://127.0.0.1:6379/0?foo=bar",
        "redis://127.0.0.1:6379/0?socket_timeout=abc",
        "redis://127.0.0.1:6379/99999",
        "redis://nobody:wrong@127.0.0.1:6379/0",
        "redis://nowhere.invalid:6379/0",
        "rediss://127.0.0.1:6379/0",
        "unix:///nowhere.sock",
        "http://127.0.0.1/",
        "nonsense",
    ],
)
def test_an_address_that_cannot_work_counts_in_this_process(alice, settings, url, caplog):
    settings.REDIS_URL = url
    assert sign_in() == 200
    assert [sign_in("wrong") for _ in range(LIMIT + 1)] == [400] * LIMIT + [429]
    assert "redis is away" in caplog.text
    assert "wrong@" not in caplog.text


@pytest.fixture
def server(tmp_path, settings):
    """A Redis of our own, which may be killed and started again."""
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed")
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    class Server:
        url = f"redis://127.0.0.1:{port}/0"
        process = None

        def start(self):
            options = ["--port", str(port), "--save", "", "--dir", str(tmp_path)]
            self.process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
            for _ in range(200):
                try:
                    return self.client().ping()
                except redis.ConnectionError:
                    time.sleep(0.05)
            raise TimeoutError

        def kill(self):
            self.process.kill()
            self.process.wait()

        def client(self):
            return redis.Redis(port=port)

    server = Server()
    server.start()
    settings.REDIS_URL = server.url
    yield server
    server.kill()


def read_only(client):
    client.execute_command("REPLICAOF", "127.0.0.1", "1")


def full(client):
    client.config_set("maxmemory", 1)


def another_password(client):
    client.config_set("requirepass", "secret")


def no_such_command(client):
    client.execute_command("ACL", "SETUSER", "default", "-evalsha")


def of_another_type(client):
    client.lpush("attempts:account_and_address/alice", "x")


@pytest.mark.parametrize(
    "break_it", [read_only, full, another_password, no_such_command, of_another_type]
)
def test_a_store_that_refuses_counts_in_this_process(server, break_it):
    assert guesses(3) == 3
    if break_it is of_another_type:
        server.client().flushdb()
    break_it(server.client())
    assert guesses(LIMIT * 2) == LIMIT - 3


def test_a_store_that_hangs_is_not_waited_for(server):
    guess()
    server.client().execute_command("CLIENT", "PAUSE", "2000", "ALL")
    assert guesses(LIMIT * 2) == LIMIT - 1


# A store that comes back ---------------------------------------------------------------


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


def test_a_store_that_keeps_its_data_is_told_once(server):
    for _ in range(5):
        guess()
    counters._open_once.cache_clear()  # a new connection to the same data
    guess()
    assert server.client().get("attempts:account_and_address/alice") == b"6"


def test_others_count_beside_this_process(server):
    server.client().set("attempts:account_and_address/alice", LIMIT - 2, ex=300)
    assert guesses(LIMIT) == 2


def test_right_attempts_leave_nothing_behind_when_the_store_comes_back(server):
    for _ in range(LIMIT * 3):
        attempt = Attempt(("account_and_address", ("alice",)))
        attempt.count()
        attempt.give_back()
    server.kill()
    server.start()
    assert guesses(LIMIT * 2) == LIMIT


def test_an_attempt_is_given_back_even_if_the_store_left_meanwhile(server):
    attempt = Attempt(("account_and_address", ("alice",)))
    attempt.count()
    server.kill()
    attempt.give_back()
    assert guesses(LIMIT * 2) == LIMIT


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


def test_counts_that_are_over_are_forgotten_once_a_minute(monkeypatch):
    clock, swept = [0.0], []
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    monkeypatch.setattr(
        counters.MemoryStorage, "_MemoryStorage__schedule_expiry", lambda counts: swept.append(1)
    )
    counts = counters.Counts()
    for clock[0] in (0, 1, 59, 60, 61, 120):
        counts.incr("key", 300)
    assert len(swept) == 3


# Several counts of one attempt ----------------------------------------------------------

NARROW, WIDE = "account_and_address/alice/192.0.2.1", "address/192.0.2.1"


def both() -> Attempt:
    return Attempt(("account_and_address", ("alice", "192.0.2.1")), ("address", ("192.0.2.1",)))


def totals(server) -> list[int]:
    return [int(server.client().get(f"attempts:{key}") or 0) for key in (NARROW, WIDE)]


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


def test_each_count_is_carried_over(server):
    server.kill()
    both().count()
    Attempt(("address", ("192.0.2.1",))).count()
    server.start()
    both().count()
    assert totals(server) == [2, 3]


def test_a_refusal_keeps_what_has_to_be_carried_over(server):
    """The count behind the full one was not told: the next attempt tells it."""
    server.kill()
    Attempt(("address", ("192.0.2.1",))).count()
    server.start()
    server.client().set(f"attempts:{NARROW}", 10, ex=300)
    with pytest.raises(TooManyAttempts):
        both().count()
    assert totals(server) == [10, 0]
    server.client().delete(f"attempts:{NARROW}")
    both().count()
    assert totals(server) == [1, 2]


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
