"""A media type that cannot be read counts as not sent, and is no 500."""

import io
import time
from wsgiref.util import setup_testing_defaults

import pytest

from config.wsgi import application
from web.media_types import ENCODED, readable

UNREADABLE = [
    "a*=bogus''x",  # an encoding that there is not
    "charset*=bogus''x",
    "boundary*=bogus'en'x",
    "a*0*=bogus''x; a*1=y",
    "a* =idna''%ff",  # one that cannot be read with replacements
    "a*%s=x" % ("9" * 5000),  # a number with more digits than an integer is read from
]


def ask(path, method, **headers):
    body = b'{"username": "nobody"}'
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    } | headers
    setup_testing_defaults(environ)
    begun = []
    answer = application(environ, lambda *begin: begun.append(begin))
    found = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return int(begun[0][0][:3]), found


PATHS = [
    *("/polls/api/questions", "/accounts/get_auth_token", "/accounts/login/", "/auth/token"),
    *("/nowhere", "/livez", "/auth/authorize"),
]


@pytest.mark.parametrize("name", ["CONTENT_TYPE", "HTTP_ACCEPT"])
@pytest.mark.parametrize("media_type", ["application/json", "text/html", "multipart/form-data"])
@pytest.mark.parametrize("parameter", UNREADABLE)
def test_nothing_of_that_is_a_500(by_alice, name, media_type, parameter):
    for path in PATHS:
        for method in ("GET", "POST"):
            for caller in ({}, by_alice):
                status, _ = ask(path, method, **{name: f"{media_type}; {parameter}"}, **caller)
                assert status < 500, (path, method)


@pytest.mark.parametrize("parameter", UNREADABLE)
def test_the_answer_is_that_to_a_request_without_it(db, parameter):
    path, json = "/accounts/get_auth_token", {"CONTENT_TYPE": "application/json"}
    wrong = f"application/json; {parameter}"

    assert ask(path, "POST", CONTENT_TYPE=wrong) == ask(path, "POST", CONTENT_TYPE="")
    assert ask(path, "POST", HTTP_ACCEPT=wrong, **json) == ask(path, "POST", **json)


def read_of(**headers):
    found = []
    list(readable(lambda environ, _start: found.append(environ) or [])(headers, None))
    return found[0]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("*/*;q=0.8, text/html", "*/*;q=0.8, text/html"),
        ("text/html;a*=utf-8''%e4, */*", "text/html;a*=utf-8''%e4, */*"),
        ("text/html;a*=bogus''x, */*;q=0.8", " */*;q=0.8"),
        ('text/html;a="*="', 'text/html;a="*="'),
    ],
)
def test_the_rest_of_accept_is_kept(sent, read):
    assert read_of(HTTP_ACCEPT=sent) == {"HTTP_ACCEPT": read}


def test_of_nothing_that_can_be_read_nothing_is_left():
    wrong = f"text/html; {UNREADABLE[0]}"

    assert read_of(HTTP_ACCEPT=wrong, CONTENT_TYPE=wrong) == {"CONTENT_TYPE": ""}


@pytest.mark.parametrize("text", ["*" * 16_000, "*a" * 8_000, "a*" + " " * 16_000])
def test_it_is_seen_in_linear_time(text):
    started = time.perf_counter()
    ENCODED.search(text)

    assert time.perf_counter() - started < 0.05
