"""
RateLimit and RateLimit-Policy: which answer carries them, and that the schema says so.

A limit on what somebody does alone is told truly. One that strangers share is told when it is
full, and not which of them it is.
"""

import base64
import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import MULTIPART_CONTENT

from accounts.attempts import Attempt, TooManyAttempts
from accounts.middleware import TooManyAttemptsMiddleware
from polls import limits
from tests.conftest import PASSWORD
from web.schema.document import _schema

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
QUESTIONS = "/polls/api/questions"
QUESTION = {"question_text": "Bus or train?", "choices": ["Bus", "Train"]}
BASIC = {"Authorization": "Basic " + base64.b64encode(b"alice:wrong").decode()}
SIGN_IN = {"username": "alice", "password": "wrong"}
CLIENT = {"client_id": "unknown", "client_secret": "wrong"}
NEW = {"username": "dora", "email": "dora@example.com"}
NEW_PASSWORD = {"old_password": "wrong", "new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def few(monkeypatch):
    """Two questions a minute, and nine a day."""
    policies = [one._replace(most=most) for one, most in zip(limits.LIMITS, (2, 9), strict=True)]
    monkeypatch.setattr(limits, "LIMITS", policies)


def told(answer):
    """Return both headers; times pass while a test runs."""
    limit = re.sub(r";t=(\d+)", ";t=…", answer.get("RateLimit", ""))
    return answer.get("RateLimit-Policy"), limit


def test_whoever_asks_a_question_is_told_how_many_are_left(api_as, browser_as, alice, few):
    policy = '"questions-per-minute";q=2;w=60, "questions-per-day";q=9;w=86400'
    answers = [api_as(alice).post(QUESTIONS, QUESTION) for _ in range(3)]
    page = browser_as(alice).post("/polls/new/", QUESTION | {"pub_date": "", "closes_at": ""})

    assert [answer.status_code for answer in (*answers, page)] == [201, 201, 429, 429]
    assert [told(answer) for answer in (*answers, page)] == [
        (policy, f'"questions-per-minute";r={minute};t=…, "questions-per-day";r={day};t=…')
        for minute, day in [(1, 8), (0, 7), (0, 7), (0, 7)]
    ]
    assert f';t={answers[2]["Retry-After"]}, "questions-per-day"' in answers[2]["RateLimit"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("get", QUESTIONS, None),
        ("post", QUESTIONS, {"question_text": ""}),
        ("get", "/accounts/api/me", None),
    ],
)
def test_an_answer_that_does_not_count_says_nothing(api_as, alice, method, path, body):
    assert told(getattr(api_as(alice), method)(path, body)) == (None, "")


# Shared with strangers ------------------------------------------------------------------

#: (signed in, path, body, content type)
DOORS = [
    (False, "/accounts/login/", SIGN_IN, MULTIPART_CONTENT),
    (False, "/accounts/login/", SIGN_IN, JSON),
    (False, "/admin/login/", SIGN_IN, MULTIPART_CONTENT),
    (False, "/accounts/get_auth_token", SIGN_IN, JSON),
    (False, "/accounts/code/", {"email": "alice@example.com"}, MULTIPART_CONTENT),
    (False, "/accounts/code/", {"email": "alice@example.com"}, JSON),
    (False, "/accounts/register/", NEW, MULTIPART_CONTENT),
    (False, "/accounts/api/register", NEW, JSON),
    (False, "/accounts/api/register/again", {"email": "dora@example.com"}, JSON),
    (False, "/accounts/password/reset/", {"email": "alice@example.com"}, MULTIPART_CONTENT),
    (False, "/accounts/api/password/reset", {"email": "alice@example.com"}, JSON),
    (True, "/accounts/password/change/", NEW_PASSWORD, MULTIPART_CONTENT),
    (True, "/accounts/api/password/change", {"old_password": "x", "new_password": PASSWORD}, JSON),
    (True, "/accounts/username/", {"username": "erik"}, MULTIPART_CONTENT),
    (True, "/accounts/api/username", {"username": "erik"}, JSON),
    (True, "/accounts/email/", {"email": "a@example.com", "password": "x"}, MULTIPART_CONTENT),
    (True, "/accounts/api/email", {"email": "a@example.com", "password": "x"}, JSON),
    (True, "/accounts/confirm-access/", {"password": "x"}, MULTIPART_CONTENT),
    (True, "/accounts/api/confirm-access", {"password": "x"}, JSON),
    (True, "/auth/device", {"user_code": "BBBB-BBBB"}, MULTIPART_CONTENT),
    (False, "/auth/token", CLIENT | {"grant_type": "client_credentials"}, FORM),
    (False, "/auth/introspect", CLIENT | {"token": "x"}, FORM),
    (False, "/auth/revoke-token", CLIENT | {"token": "x"}, FORM),
    (False, "/auth/device-authorization", CLIENT, FORM),
    (False, "/auth/par", CLIENT, FORM),
    (False, "/auth/register", {"redirect_uris": ["http://127.0.0.1/"]}, JSON),
]


@pytest.fixture
def _full(monkeypatch):
    """Every count is full, for seven seconds."""

    def refuse(attempt):
        raise TooManyAttempts(7)

    monkeypatch.setattr(Attempt, "count", refuse)


@pytest.mark.usefixtures("_full")
@pytest.mark.parametrize(("is_signed_in", "path", "body", "content_type"), DOORS)
def test_a_door_says_that_there_were_too_many_attempts_and_not_of_which(
    alice, browser_as, settings, is_signed_in, path, body, content_type
):
    settings.SIGN_IN_CODES, settings.PUSHED_REQUESTS = True, "on"
    settings.CLIENT_REGISTRATION = "open"
    client = browser_as(alice) if is_signed_in else Client()
    encoded = "&".join(f"{name}={value}" for name, value in body.items())
    answer = client.post(path, encoded if content_type == FORM else body, content_type)

    assert answer.status_code == 429, answer.content
    assert answer["Retry-After"] == "7"
    assert answer["RateLimit"] == '"attempts";r=0;t=7'
    assert "RateLimit-Policy" not in answer


@pytest.mark.usefixtures("_full")
@pytest.mark.parametrize(("method", "path"), [("get", "/accounts/api/me"), ("post", QUESTIONS)])
def test_basic_says_so_at_every_address_of_the_api(alice, method, path):
    answer = getattr(Client(headers=BASIC), method)(path)
    assert (answer.status_code, told(answer)) == (429, (None, '"attempts";r=0;t=…'))


def test_a_project_that_has_only_the_middleware_of_accounts_says_so_as_well():
    middleware = TooManyAttemptsMiddleware(lambda request: HttpResponse())
    answer = middleware.process_exception(RequestFactory().get("/"), TooManyAttempts(7))
    assert (answer.status_code, told(answer)) == (429, (None, '"attempts";r=0;t=…'))


# The schema -----------------------------------------------------------------------------


def documented():
    """The names of the headers, by operation and status."""
    document = _schema()
    responses = document["components"]["responses"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for status, answer in operation["responses"].items():
                name = answer.get("$ref", "").rpartition("/")[2]
                found = responses[name] if name else answer
                yield method, path, status, {*found.get("headers", {})}


def test_the_schema_has_the_headers_where_they_are_sent_and_nowhere_else():
    for method, path, status, names in documented():
        is_own = (method, path) == ("post", QUESTIONS) and status in {"201", "429"}
        expected = {"RateLimit", "RateLimit-Policy"} if is_own else set()
        if status == "429":
            expected = expected | {"RateLimit"}
        assert {n for n in names if n.startswith("RateLimit")} == expected, (method, path, status)


@pytest.mark.parametrize("path", sorted({door[1] for door in DOORS} & _schema()["paths"].keys()))
def test_the_schema_has_the_refusal_of_each_door(path):
    assert "429" in _schema()["paths"][path]["post"]["responses"]
