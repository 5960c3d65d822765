"""bin/serve against clients that are slow, broken or hostile, and against kill -9."""

import os
import re
import signal
import socket
import subprocess
import threading
import time

import pytest
import requests

HALVES = {
    "a half-sent head": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: ",
    "a half-sent body": b"POST /accounts/get_auth_token/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"username":',
    "a half-sent chunk": b"POST /accounts/get_auth_token/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n',
    "nothing": b"",
}


def connect(server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=5)


def send(server, request: bytes) -> bytes:
    """All that the server answers until it closes, or has been silent for a second."""
    answer = b""
    with connect(server) as client:
        client.sendall(request)
        client.settimeout(1)
        try:
            while data := client.recv(65536):
                answer += data
        except (TimeoutError, ConnectionResetError):
            pass
    return answer


def statuses(answer: bytes) -> list[bytes]:
    return re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)


@pytest.mark.parametrize("half", HALVES)
def test_others_are_served_while_64_clients_send(half, production):
    clients = [connect(production) for _ in range(64)]
    for client in clients:
        client.sendall(HALVES[half])
    for _ in range(8):
        # The timeout is the assertion: none waits for those who are silent.
        assert requests.get(f"{production.url}/accounts/auth/", timeout=3).status_code == 200
    for client in clients:
        client.close()


def test_a_slow_body_is_read_in_the_end(production):
    body = b'{"username": "nobody", "password": "wrong"}'
    with connect(production) as client:
        client.sendall(
            b"POST /accounts/get_auth_token/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Type: application/json\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body)
        )
        for part in (body[:10], body[10:30], body[30:]):
            time.sleep(0.1)
            client.sendall(part)
        assert b"non_field_errors" in client.makefile("rb").read()


def test_a_client_that_asks_first_is_told_to_go_on(production):
    body = b'{"username": "nobody", "password": "wrong"}'
    with connect(production) as client:
        client.sendall(
            b"POST /accounts/get_auth_token/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Type: application/json\r\nExpect: 100-continue\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body)
        )
        assert client.recv(1024).startswith(b"HTTP/1.1 100")
        client.sendall(body)
        assert b"non_field_errors" in client.makefile("rb").read()


def test_pipelined_requests_are_answered_in_order(production):
    first = b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    last = b"GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    assert statuses(send(production, first + first + last)) == [b"200", b"200", b"404"]


HOST = b"Host: 127.0.0.1\r\n"
POST = b"POST /accounts/get_auth_token/ HTTP/1.1\r\n" + HOST
SMUGGLED = b"GET /smuggled HTTP/1.1\r\n" + HOST + b"\r\n"


@pytest.mark.parametrize(
    ("what", "request_"),
    [
        (
            "a length and chunks",
            POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
        ),
        ("two lengths", POST + b"Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + SMUGGLED),
        ("a list of lengths", POST + b"Content-Length: 0, 5\r\n\r\n" + SMUGGLED),
        ("a signed length", POST + b"Content-Length: +5\r\n\r\n12345"),
        ("a negative length", POST + b"Content-Length: -1\r\n\r\n"),
        ("an unknown coding", POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        ("a coding after chunked", POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
        ("a space before the colon", POST + b"Content-Length : 5\r\n\r\n12345"),
        ("a folded header", b"GET / HTTP/1.1\r\n" + HOST + b"X-A: 1\r\n  folded: 2\r\n\r\n"),
        ("a bare line feed", b"GET / HTTP/1.1\n" + HOST + b"\r\n"),
        ("a NUL in a header", b"GET / HTTP/1.1\r\n" + HOST + b"X-A: a\0b\r\n\r\n"),
        ("a header without a name", b"GET / HTTP/1.1\r\n" + HOST + b": nameless\r\n\r\n"),
        ("no version", b"GET /\r\n\r\n"),
        ("an unknown version", b"GET / HTTP/9.9\r\n" + HOST + b"\r\n"),
        ("another protocol", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
        ("a long header", b"GET / HTTP/1.1\r\n" + HOST + b"X-A: " + b"a" * 20_000 + b"\r\n\r\n"),
        ("a long head", b"GET / HTTP/1.1\r\n" + HOST + b"X-A: 1\r\n" * 20_000 + b"\r\n"),
        ("a long path", b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_ambiguous_request_is_refused_and_nothing_after_it_is_read(what, request_, production):
    found = statuses(send(production, request_))
    assert len(found) == 1, found
    assert found[0].startswith(b"4") or found == [b"501"], found


def test_what_cannot_be_read_is_neither_logged_nor_echoed(production):
    no_length = POST + b"Content-Length: 0\r\n\r\nusername=alice&password=hunter2hunter2\r\n\r\n"
    no_colon = b"GET / HTTP/1.1\r\n" + HOST + b"sessionid=hunter2hunter2\r\n\r\n"
    for request in (no_length, no_colon):
        answer = send(production, request)
        assert b"hunter2" not in answer
        assert answer.endswith(b'"code": "bad_request"}')
        assert b"nosniff" in answer
    assert "refused unread: Bad Request" in production.output()
    assert "hunter2" not in production.output()


def test_a_bad_chunk_never_becomes_a_request(production):
    request = POST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n" + SMUGGLED
    found = statuses(send(production, request))
    assert found
    assert set(found) <= {b"400", b"411"}  # 404 would answer what was smuggled


def test_header_injection_does_not_reach_the_answer(production):
    answer = requests.get(
        f"{production.url}/polls/%0d%0aX-Injected:1?next=%0d%0aX-Injected:%201",
        allow_redirects=False,
        timeout=5,
    )
    assert "X-Injected" not in answer.headers


@pytest.mark.parametrize(
    ("method", "expected"), [("TRACE", {405, 501}), ("CONNECT", {400, 405}), ("BREW", {405})]
)
def test_odd_methods_are_refused_and_echo_nothing(method, expected, production):
    answer = requests.request(
        method,
        f"{production.url}/accounts/get_auth_token/",
        headers={"X-Secret": "echo-me"},
        timeout=5,
    )
    assert answer.status_code in expected
    assert "echo-me" not in answer.text


@pytest.mark.parametrize(
    "path", ["/.git/config", "/.env", "/db.sqlite3", "/static/../.env", "/static/%2e%2e/.env"]
)
def test_files_of_the_project_are_not_served(path, production):
    answer = send(
        production, b"GET " + path.encode() + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    )
    assert statuses(answer) == [b"404"]


def test_no_version_is_told(production):
    for path in ("/accounts/auth/", "/livez", "/nowhere"):
        headers = requests.get(production.url + path, timeout=5).headers
        assert not headers.keys() & {"Server", "Via", "X-Powered-By"}


def test_a_body_over_the_bound_is_refused_and_the_client_learns_it(production):
    answer = requests.post(
        f"{production.url}/accounts/get_auth_token/", json={"username": "a" * 3_500_000}, timeout=10
    )
    assert answer.status_code == 413


# Faults -----------------------------------------------------------------------


def workers(server) -> list[int]:
    listing = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(server.process.pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(pid) for pid in listing.stdout.split()]


def test_there_are_two_workers_or_more(production):
    assert len(workers(production)) >= 2


def test_it_comes_back_each_time_all_workers_are_killed(production):
    for _ in range(3):
        killed = workers(production)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 2
        while True:
            try:
                assert requests.get(f"{production.url}/livez", timeout=2).status_code == 200
                break
            except requests.ConnectionError:
                assert time.monotonic() < deadline, "not back after 2 seconds"
                time.sleep(0.02)
        assert production.process.poll() is None


def test_a_reload_under_load_loses_no_request(production):
    before = set(workers(production))
    failures, served, done = [], [], threading.Event()

    def client(keeps_alive: bool):
        session = requests.Session()
        headers = {} if keeps_alive else {"Connection": "close"}
        while not done.is_set():
            try:
                answer = session.get(f"{production.url}/livez", headers=headers, timeout=5)
                served.append(answer.status_code)
            except requests.RequestException as error:
                failures.append(error)

    clients = [threading.Thread(target=client, args=(number % 2 == 0,)) for number in range(8)]
    for thread in clients:
        thread.start()
    production.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + 10
    while set(workers(production)) & before and time.monotonic() < deadline:
        time.sleep(0.1)
    done.set()
    for thread in clients:
        thread.join()
    assert not set(workers(production)) & before
    assert failures == []
    assert set(served) == {200}
