"""A server that is slow, broken or silent is left in time."""

import socket
import time

import pytest
from oauth2_provider.cimd import CIMDError

from accounts.oauth.registration import fetching
from tests.accounts.oauth.fetching.conftest import HOST, TIMEOUT, answering, fetch


def slowly(head):
    def speak(connection):
        connection.sendall(head)
        for _ in range(100):
            connection.sendall(b" ")
            time.sleep(TIMEOUT / 5)

    return speak


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    "speak",
    [
        answering(b" " * 20_000),
        answering(b"[" * 10_000),
        answering(b"[]"),
        answering(b"{}", kind="text/html"),
        answering(b"{}", status="302 Found", more="Location: https://127.0.0.1/\r\n"),
        answering(b"{}", status="404 Not Found"),
        lambda connection: connection.sendall(b"nonsense\r\n\r\n"),
        lambda connection: connection.close(),
        lambda connection: time.sleep(3 * TIMEOUT),
        slowly(b"HTTP/1.1 200 OK\r\nX-Slow:"),
        slowly(HEAD + b"\r\n"),
        slowly(HEAD + b"Content-Length: 9\r\n\r\n"),
    ],
    ids=[
        *("huge", "nested", "no-object", "html", "redirect", "missing", "nonsense", "closed"),
        *("silent", "slow-head", "slow-body", "slow-short-body"),
    ],
)
def test_what_goes_wrong_is_told_in_time(serve, speak):
    with pytest.raises(CIMDError):
        fetch(serve(speak))


def test_a_server_that_never_shakes_hands_is_left(serve, lookups):
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(CIMDError):
        fetch(f"https://{HOST}:{silent.getsockname()[1]}/client.json")


def test_a_slow_lookup_is_left(serve, monkeypatch):
    monkeypatch.setattr(
        fetching.socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(3 * TIMEOUT)
    )

    with pytest.raises(CIMDError, match="look the host up"):
        fetch("https://agent.example/client.json")
