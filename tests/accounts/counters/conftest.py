"""A Redis of our own, and attempts that it counts."""

import shutil
import socket
import subprocess
import time
from contextlib import closing

import pytest
import redis

from accounts.attempts import Attempt, TooManyAttempts

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


NARROW, WIDE = "account_and_address/alice/192.0.2.1", "address/192.0.2.1"


def both() -> Attempt:
    return Attempt(("account_and_address", ("alice", "192.0.2.1")), ("address", ("192.0.2.1",)))


def totals(server) -> list[int]:
    return [int(server.client().get(f"attempts:{key}") or 0) for key in (NARROW, WIDE)]
