"""Nobody waits for clients that send or read slowly, linger, hoard connections or pipeline."""

import resource
import socket
import threading
import time
from contextlib import ExitStack

import pytest

from tests.server.clients import (
    BODY,
    FOUND,
    HOST,
    POST,
    connect,
    crowd,
    get,
    read,
    send,
    statuses,
    worst_wait,
)

# Seconds. Requirement N05 says one; a machine that runs five things at once gets some more.
# If a client holds a thread, the wait is as long as the client likes.
BOUND = 3
PROBES = {
    "liveness": get("/livez", "Connection: close"),
    "a page": get("/accounts/auth/", "Connection: close"),
}
MANY_BLANKS = b"GET / HTTP/1.1\r\n" + HOST + b"X-A:" + b" " * 15_000 + b"a\r\n\r\n"
LONG_DIGITS = b"GET a://" + b"1" * 15_000 + b" x HTTP/1.1\r\n" + HOST + b"\r\n"
SLOW = {  # (how many clients, what each sends, what it sends after that, each second)
    "say nothing": (300, b"", b""),
    "send a head a byte a second": (64, b"GET / HTTP/1.1\r\n" + HOST + b"X-A: ", b"a"),
    "send blank lines": (24, b"\r\n", b"\r\n"),
    "send a body a byte a second": (64, POST + b"Content-Length: 900\r\n\r\n{", b" "),
    "pad the length with zeros": (24, POST + b"Content-Length: 0000000400\r\n\r\n", b" "),
    "announce 2 MB": (24, POST + b"Content-Length: 2000000\r\n\r\n{", b" "),
    "announce 900 kB": (24, POST + b"Content-Length: 900000\r\n\r\n{", b" "),
    "announce more digits than an integer has": (
        24,
        POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b" ",
    ),
    "send a chunk with an end mark in it": (
        24,
        POST + b"Transfer-Encoding: chunked\r\n\r\n64\r\n0\r\n\r\n",
        b"a",
    ),
    "send a chunk's length a byte a second": (
        24,
        POST + b"Transfer-Encoding: chunked\r\n\r\n",
        b"0",
    ),
    "send trailers without an end": (
        24,
        POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n",
        b"X-A: a\r\n",
    ),
    "wait to be told to go on": (
        24,
        POST + b"Content-Length: 900\r\nExpect: 100-continue\r\n\r\n",
        b"",
    ),
    "pipeline half a request": (
        24,
        get("/livez") + POST + b"Content-Length: 400\r\n\r\n{",
        b" ",
    ),
    "pipeline a hundred requests": (24, get("/livez") * 100, b""),
    "send many blanks": (4, MANY_BLANKS, MANY_BLANKS),
    "send many digits": (4, LONG_DIGITS, LONG_DIGITS),
}


@pytest.mark.parametrize("kind", SLOW)
def test_others_are_served_while_many(kind, production):
    count, first, then = SLOW[kind]
    with crowd(production, first, count=count, then=then):
        for probe in PROBES.values():
            assert worst_wait(production, probe) < BOUND


def test_others_are_served_while_clients_do_not_close(production):
    done, held = threading.Event(), []

    def linger() -> None:
        while not done.wait(0.25):
            held.append(connect(production))
            held[-1].sendall(get("/livez", "Connection: close"))

    thread = threading.Thread(target=linger)
    thread.start()
    try:
        for probe in PROBES.values():
            assert worst_wait(production, probe, seconds=4) < BOUND
    finally:
        done.set()
        thread.join()
        for client in held:
            client.close()


def test_others_are_served_while_64_clients_do_not_read_their_answers(production):
    send(production, get("/api/schema/", "Connection: close"), silence=20)  # made once
    with ExitStack() as stack:
        for _ in range(64):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)  # bytes
            client.connect(("127.0.0.1", production.port))
            client.sendall(get("/api/schema/") * 5)
        statuses(send(production, PROBES["a page"], silence=60))  # the last of the 64 is answered
        for probe in PROBES.values():
            assert worst_wait(production, probe) < BOUND


def test_an_answer_that_is_read_slowly_comes_whole(production):
    whole = send(production, get("/api/schema/", "Connection: close"), silence=20)
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.connect(("127.0.0.1", production.port))
        client.sendall(get("/api/schema/", "Connection: close"))
        time.sleep(2)
        slow = read(client, silence=20)
    body = slow.partition(b"\r\n\r\n")[2]
    assert len(body) > 50_000
    assert body == whole.partition(b"\r\n\r\n")[2]


def test_a_slow_body_is_read_in_the_end(production):
    with connect(production) as client:
        client.sendall(POST + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(BODY))
        for part in (BODY[:10], BODY[10:15], BODY[15:]):
            time.sleep(0.1)
            client.sendall(part)
        assert FOUND in read(client, silence=10)


def test_a_half_sent_request_is_dropped_after_ten_seconds_of_silence(production):
    with connect(production) as client:
        client.sendall(POST + b"Content-Length: 400\r\n\r\n{")
        client.settimeout(20)
        assert client.recv(1024) == b""


def test_newcomers_get_in_while_somebody_hoards_connections(production):
    """More than the two workers hold together: those who wait the longest are sent away."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 4096:
        pytest.skip("this machine allows too few open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4096), hard))
    with crowd(production, b"GET / HTTP/1.1\r\n", count=2400, then=b"X"):
        assert worst_wait(production, PROBES["liveness"]) < 2 * BOUND  # the first is behind 400
        assert worst_wait(production, PROBES["liveness"]) < BOUND
