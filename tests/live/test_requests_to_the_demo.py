"""``bin/run`` reads requests as ``bin/serve`` does, and refuses the same ones in the same words."""

import json
import time

import pytest

from server.connections import SILENCE
from tests.server.clients import BODY, FOUND, HOST, POST, connect, get, read, send, statuses

CODING = b"Transfer-Encoding: chunked\r\n"
NEXT = get("/livez", "Connection: close")
CHUNKS = b"%x;a=b\r\n%s\r\n0\r\nX-A: b\r\n\r\n" % (len(BODY), BODY)
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
TAKEN = {
    "a length": LENGTH + b"\r\n" + BODY,
    "chunks": CODING + b"\r\n" + CHUNKS,
    "a coding with blanks around it": b"Transfer-Encoding:  Chunked \t\r\n\r\n" + CHUNKS,
    "a hundred headers": b"X-A: b\r\n" * 100 + LENGTH + b"\r\n" + BODY,
    "an empty line after it": LENGTH + b"\r\n" + BODY + b"\r\n",
}
REFUSED = {
    "two lengths": (POST + LENGTH + b"Content-Length: 5\r\n\r\n" + BODY, 400),
    "a length with a sign": (POST + b"Content-Length: +22\r\n\r\n" + BODY, 400),
    "no length that can be": (POST + b"Content-Length: -1\r\n\r\n" + BODY, 400),
    "a length and chunks": (POST + LENGTH + CODING + b"\r\n" + CHUNKS, 400),
    "a chunk without a size": (POST + CODING + b"\r\nzz\r\n", 400),
    "chunks in HTTP/1.0": (POST.replace(b"/1.1", b"/1.0") + CODING + b"\r\n" + CHUNKS, 400),
    "another coding": (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + CHUNKS, 501),
    "a large body": (POST + b"Content-Length: 9999999\r\n\r\n" + BODY, 413),
    "a large body, asking first": (
        POST + b"Expect: 100-continue\r\nContent-Length: 9999999\r\n\r\n",
        413,
    ),
    "a large head": (b"GET / HTTP/1.1\r\n" + HOST + b"X-A: " + b"a" * 20_000 + b"\r\n\r\n", 431),
    "no host": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "no request": (b"%s password\r\n\r\n", 400),
}


@pytest.mark.parametrize("how", TAKEN)
def test_a_body_ends_where_it_ends(how, demo):
    answer = send(demo, POST + TAKEN[how] + NEXT, silence=10)
    assert statuses(answer) == [400, 200]
    assert FOUND in answer


@pytest.mark.parametrize("uri", [b"http://127.0.0.1/livez?a=b", b"/livez#a", b"/livez"])
def test_a_path_is_found_in_each_form_of_a_request(uri, demo):
    answer = send(demo, NEXT.replace(b"/livez", uri), silence=10)
    assert statuses(answer) == [200]


@pytest.mark.parametrize("how", REFUSED)
def test_a_request_that_cannot_be_read_is_refused_once(how, demo):
    request, status = REFUSED[how]
    answer = send(demo, request + NEXT, silence=10)
    assert statuses(answer) == [status]
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"\r\nContent-Type: application/json\r\n" in head
    assert b"\r\nConnection: close" in head
    assert set(json.loads(body)) == {"detail", "code"}
    assert b"password" not in answer


def test_a_refusal_is_a_problem_for_whoever_asks_for_one(demo):
    answer = send(demo, POST + b"Accept: application/problem+json\r\nX-A\r\n\r\n", silence=10)
    assert b"\r\nContent-Type: application/problem+json\r\n" in answer
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["status"] == 400


def test_a_client_that_asks_first_is_told_to_go_on(demo):
    with connect(demo) as client:
        client.sendall(POST + b"Connection: close\r\nExpect: 100-continue\r\n" + CODING + b"\r\n")
        assert client.recv(1024) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(CHUNKS)
        assert FOUND in read(client, silence=10)


def test_a_client_that_stops_in_the_middle_is_left(demo):
    began = time.monotonic()
    assert send(demo, POST + LENGTH + b"\r\n" + BODY[:5], silence=SILENCE + 10) == b""
    assert SILENCE - 1 < time.monotonic() - began < SILENCE + 5
