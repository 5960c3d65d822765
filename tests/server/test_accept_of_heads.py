"""The form of a refusal is found in a head that was refused."""

import time

import pytest

from server.parsing import MAX_HEAD, Parser
from tests.server.test_form_of_refusals import ACCEPT, GET, PROBLEM


class Limits:
    max_request_header_size, max_request_body_size, inbuf_overflow = MAX_HEAD, 10**6, 10**6
    url_scheme = "http"


def accept_of(*parts):
    parser = Parser(Limits)
    for part in parts:
        parser.received(part)
    assert parser.error
    return parser.headers.get("ACCEPT", "")


@pytest.mark.parametrize(
    ("head", "accept"),
    [
        (b"accept:text/csv\r\nACCEPT:  " + PROBLEM, "text/csv,  application/problem+json"),
        (b"Accept : " + PROBLEM, " application/problem+json"),
        (b"X-Accept: " + PROBLEM, ""),
        (b"X-A: Accept: " + PROBLEM, ""),
        (b"Accept-Language: " + PROBLEM, ""),
        (b" Accept: " + PROBLEM, ""),
        (b"Accept: \xff\0", " \xff\0"),
    ],
)
def test_a_line_is_read_by_its_name(head, accept):
    assert accept_of(GET + head + b"\r\nX-A\r\n\r\n") == accept


def test_a_body_says_nothing_of_the_answer():
    assert accept_of(GET + b"X-A\r\n\r\n" + ACCEPT) == ""
    assert accept_of(b"\r\n" + GET + ACCEPT + b"X-A\r\n\r\n") != ""


@pytest.mark.parametrize(
    "line",
    [b"\r\naccept", b"\r\naccept" + b" " * 1000, b"\n", b"\r\naccept:", b"\r\naccept:" + b"," * 99],
)
def test_it_is_found_in_linear_time(line):
    head = b"GET / HTTP/1.1" + line * (MAX_HEAD // len(line))

    started = time.perf_counter()
    accept_of(head + b"x" * 8192)

    assert time.perf_counter() - started < 0.1


def test_no_more_is_looked_at_than_a_head_may_have():
    head = GET + b"X-A: " + b"a" * MAX_HEAD + b"\r\n"
    assert accept_of(head + ACCEPT) == ""
    assert accept_of(GET + ACCEPT + head) != ""
