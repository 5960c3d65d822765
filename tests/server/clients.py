"""Clients that say exactly what they are told, byte by byte, at their own speed."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

HOST = b"Host: 127.0.0.1\r\n"
POST = b"POST /accounts/get_auth_token/ HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n"
# Read, and refused by the field that it lacks: that counts as no guess.
BODY, FOUND = b'{"username": "nobody"}', b'"password":["This field is required."]'


def get(path: str, *headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]
    return "\r\n".join(lines).encode()


def connect(server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=5)


def send(server, request: bytes, silence: float = 2) -> bytes:
    """All that the server answers until it closes, or has been silent for so many seconds."""
    with connect(server) as client:
        client.sendall(request)
        return read(client, silence)


def read(client: socket.socket, silence: float = 2) -> bytes:
    answer = b""
    client.settimeout(silence)
    with suppress(TimeoutError, ConnectionResetError):
        while data := client.recv(65536):
            answer += data
    return answer


def statuses(answer: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", answer)]


@contextmanager
def crowd(server, first: bytes, *, count: int, then: bytes = b"", every: float = 1.0) -> Iterator:
    """``count`` clients that send ``first``, and ``then`` once in ``every`` seconds; none reads."""
    done = threading.Event()
    with ExitStack() as stack:
        clients = [stack.enter_context(connect(server)) for _ in range(count)]
        for client in clients:
            client.sendall(first)

        def trickle() -> None:
            while then and not done.wait(every):
                for client in clients:
                    with suppress(OSError):
                        client.sendall(then)

        thread = threading.Thread(target=trickle, daemon=True)
        thread.start()
        try:
            yield clients
        finally:
            done.set()
            thread.join()


def worst_wait(server, request: bytes, *, seconds: float = 1.0) -> float:
    """Ask again and again for so long; tell how long the slowest answer took, a 200 each."""
    worst, end = 0.0, time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        assert statuses(send(server, request, silence=8)) == [200]
        worst = max(worst, time.monotonic() - began)
        time.sleep(0.05)
    return worst
