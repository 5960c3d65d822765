"""PostgreSQL stops answering while every thread of the application waits for it."""

import re
import signal
import threading
import time

import pytest
import requests

from tests.server.clients import connect, get, read, statuses, worst_wait
from tests.server.conftest import SERVING

BOUND = 3  # seconds, for an answer that needs no database; N06 says one, on a quiet machine


@pytest.fixture(scope="module")
def server(start, postgresql, with_tables):
    return start("bin/serve", **SERVING, DATABASE_URL=postgresql.new_database(with_tables))


def ask(server, path: str, count: int) -> list[bytes]:
    """``count`` answers to requests with a session, which is looked up in the database."""
    answers = []
    cookie = f"Cookie: sessionid={'a' * 32}"

    def client() -> None:
        with connect(server) as connection:
            connection.sendall(get(path, cookie, "Connection: close"))
            answers.append(read(connection, silence=30))

    threads = [threading.Thread(target=client) for _ in range(count)]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()
    yield answers


def test_liveness_and_static_files_are_answered_and_the_rest_is_told_to_come_again(
    server, postgresql
):
    page = requests.get(f"{server.url}/accounts/auth/", timeout=10).text
    static = re.search(r'"(/static/[^"]+\.css)"', page)[1]
    postgresql.signal(signal.SIGSTOP)
    try:
        clients = ask(server, "/polls/", 24)
        next(clients)
        time.sleep(0.5)
        for path in ("/livez", static):
            assert worst_wait(server, get(path, "Connection: close"), seconds=1.5) < BOUND
        answer = requests.get(f"{server.url}/readyz", timeout=BOUND + 2)
        assert answer.status_code == 503
    finally:
        postgresql.signal(signal.SIGCONT)
    answers = next(clients)
    assert {status for answer in answers for status in statuses(answer)} <= {302, 503}
    refused = [answer for answer in answers if statuses(answer) == [503]]
    assert refused
    assert all(b"\r\nRetry-After: " in answer for answer in refused)
    # Well again, without a restart.
    assert requests.get(f"{server.url}/polls/", timeout=10).status_code == 200
