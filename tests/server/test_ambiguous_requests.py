"""Requests are read as RFC 9112 says; whatever is ambiguous is refused, and not repeated."""

import pytest
import requests

from tests.server.clients import HOST, POST, get, send, statuses

SMUGGLED = b"GET /smuggled HTTP/1.1\r\n" + HOST + b"\r\n"
CLOSE = b"Connection: close\r\n"
CODING = b"Transfer-Encoding: chunked\r\n"
CHUNKS_OLD = POST.replace(b"HTTP/1.1", b"HTTP/1.0") + b"Connection: keep-alive\r\n" + CODING


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [
        (b"", 400),
        (HOST, 200),
        (HOST + HOST, 400),
        (HOST + b"Host: evil.example\r\n", 400),
    ],
    ids=["none", "one", "two", "another"],
)
def test_a_request_names_one_host(hosts, expected, production):
    request = b"GET /livez HTTP/1.1\r\n" + hosts + CLOSE + b"\r\n"
    assert statuses(send(production, request)) == [expected]


def test_a_probe_of_http_1_0_needs_no_host(production):
    assert statuses(send(production, b"GET /livez HTTP/1.0\r\n\r\n")) == [200]


def test_head_is_answered_without_a_body_and_the_connection_goes_on(production):
    pages = [b"/livez", b"/accounts/auth/", b"/nowhere", b"/polls/api/questions"]
    requests_ = b"".join(b"HEAD %s HTTP/1.1\r\n%s\r\n" % (page, HOST) for page in pages)
    answer = send(production, requests_ + get("/livez", "Connection: close"), silence=10)
    assert statuses(answer) == [200, 200, 404, 401, 200]
    assert answer.count(b"\r\n\r\n") == 5
    assert answer.endswith(b'\r\n\r\n{"process": "ok"}')


def test_an_answer_tells_its_length_so_that_the_connection_goes_on(production):
    paths = ["/livez", "/readyz", "/nowhere", "/accounts/auth/", "/polls/api/questions"]
    answer = send(production, b"".join(map(get, paths)) + get("/livez", "Connection: close"), 10)
    assert len(statuses(answer)) == len(paths) + 1


def test_pipelined_requests_are_answered_in_order(production):
    requests_ = get("/livez") + get("/accounts/auth/") + get("/nowhere", "Connection: close")
    assert statuses(send(production, requests_, silence=10)) == [200, 200, 404]


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
        ("a length in hexadecimal", POST + b"Content-Length: 0x5\r\n\r\n12345"),
        ("a length and words", POST + b"Content-Length: 5 a\r\n\r\n12345"),
        ("chunks in HTTP/1.0", CHUNKS_OLD + b"\r\n0\r\n\r\n" + SMUGGLED),
        ("chunks twice", POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
        ("two codings", POST + CODING + CODING + b"\r\n0\r\n\r\n" + SMUGGLED),
        ("an empty coding", POST + b"Transfer-Encoding: ,\r\n\r\n0\r\n\r\n" + SMUGGLED),
        ("an unknown coding", POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        ("a coding after chunked", POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
        ("a space before the colon", POST + b"Content-Length : 5\r\n\r\n12345"),
        ("a folded header", b"GET / HTTP/1.1\r\n" + HOST + b"X-A: 1\r\n  folded: 2\r\n\r\n"),
        ("a bare line feed", b"GET / HTTP/1.1\n" + HOST + b"\r\n"),
        ("a bare line feed in a header", b"GET / HTTP/1.1\r\n" + HOST + b"X-A: 1\nX-B: 2\r\n\r\n"),
        ("a bare carriage return", b"GET / HTTP/1.1\r\n" + HOST + b"X-A: 1\rX-B: 2\r\n\r\n"),
        ("a line without a colon", b"GET / HTTP/1.1\r\n" + HOST + b"X-A\r\n\r\n"),
        ("two spaces in the first line", b"GET  / HTTP/1.1\r\n" + HOST + b"\r\n"),
        ("a method in small letters", b"get / HTTP/1.1\r\n" + HOST + b"\r\n"),
        ("an address that is none", b"GET http://[::1 HTTP/1.1\r\n" + HOST + b"\r\n"),
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
    assert 400 <= found[0] < 500 or found == [501], found


@pytest.mark.parametrize(
    ("head", "status", "code"),
    [
        (b"X-A: 1\nX-B: 2\r\n", 400, b"bad_request"),
        (b"X-A: " + b"a" * 20_000 + b"\r\n", 431, b"headers_too_large"),
        (b"Content-Length: 9999999\r\n", 413, b"body_too_large"),
        (b"Transfer-Encoding: gzip\r\n", 501, b"not_implemented"),
    ],
)
def test_a_request_that_is_not_read_is_refused_by_a_code(production, head, status, code):
    answer = send(production, POST + head + b"\r\n")
    assert statuses(answer) == [status]
    assert answer.endswith(b'"code": "' + code + b'"}')


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


@pytest.mark.parametrize(
    "body",
    [
        b"ZZ\r\nabc\r\n0\r\n\r\n",
        b"\r\n0\r\n\r\n",
        b"fffffffff\r\n",
        b"1;" + b"a" * 20_000 + b"\r\na\r\n0\r\n\r\n",
        b"1\r\nabc\r\n0\r\n\r\n",
        b"0\r\nGET / HTTP/1.1\r\n\r\n",
        b"0\r\n" + b"X-A: 1\r\n" * 5000,
    ],
    ids=[
        *("no size", "an empty line", "a huge size", "a long extension"),
        *("a chunk longer than its size", "a request as a trailer", "many trailers"),
    ],
)
def test_a_bad_chunk_never_becomes_a_request(body, production):
    request = POST + b"Transfer-Encoding: chunked\r\n\r\n" + body + SMUGGLED
    assert statuses(send(production, request)) == [400]  # 404 would answer what was smuggled


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
    assert statuses(answer) == [404]


def test_no_version_is_told(production):
    for path in ("/accounts/auth/", "/livez", "/nowhere"):
        headers = requests.get(production.url + path, timeout=5).headers
        assert not headers.keys() & {"Server", "Via", "X-Powered-By"}
