"""Whoever asks for problem details gets them, even if the request cannot be read."""

import json
import time

import pytest

from tests.server.clients import HOST, POST, connect, read, send, statuses

PROBLEM = b"application/problem+json"
ACCEPT = b"Accept: " + PROBLEM + b"\r\n"
GET = b"GET / HTTP/1.1\r\n" + HOST
LONG = b"X-A: " + b"a" * 20_000 + b"\r\n"
#: Heads that are refused, each with a place for ``Accept``.
REFUSED = {
    "a bare line feed": (GET, b"X-A: 1\nX-B: 2\r\n", 400),
    "no colon, before": (GET + b"X-A\r\n", b"", 400),
    "no version": (b"GET /\r\n" + HOST, b"", 400),
    "two hosts": (GET + HOST, b"", 400),
    "no host": (b"GET / HTTP/1.1\r\n", b"", 400),
    "no length that can be": (POST, b"Content-Length: -1\r\n", 400),
    "another coding": (POST, b"Transfer-Encoding: gzip\r\n", 501),
    "another coding, before": (POST + b"Transfer-Encoding: gzip\r\n", b"", 501),
    "a long header": (GET, LONG, 431),
    "many headers": (GET + b"X-A: 1\r\n" * 1000, b"X-A: 1\r\n" * 2000, 431),
    "a large body": (POST, b"Content-Length: 9999999\r\n", 413),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_head_that_is_refused_is_asked_for_the_form_of_the_answer(production, name):
    before, after, status = REFUSED[name]

    plain = send(production, before + after + b"\r\n")
    problem = send(production, before + ACCEPT + after + b"\r\n")

    assert statuses(plain) == statuses(problem) == [status]
    assert b"Content-Type: application/json\r\n" in plain
    assert b"Content-Type: application/problem+json\r\n" in problem
    told = json.loads(problem.partition(b"\r\n\r\n")[2])
    assert told["status"] == status
    assert told["code"] == json.loads(plain.partition(b"\r\n\r\n")[2])["code"]


@pytest.mark.parametrize("name", ["a bare line feed", "a long header"])
def test_it_does_however_the_head_arrives(production, name):
    before, after, status = REFUSED[name]
    with connect(production) as client:
        for part in (before + ACCEPT[:10], ACCEPT[10:] + after[:10], after[10:] + b"\r\n"):
            client.sendall(part)
            time.sleep(0.1)
        answer = read(client)

    assert statuses(answer) == [status]
    assert b"Content-Type: application/problem+json\r\n" in answer
