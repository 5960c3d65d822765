"""One line of JSON an event, in UTC; no secrets; nothing that a visitor could forge."""

import json
import logging
import sys

import pytest
import structlog

from web import logs
from web.redaction import LONGEST


@pytest.fixture
def logged():
    """``logged("event", key=value)``: the line that production would write, and its fields."""
    formatter = logs.configuration(human=False)["formatters"]["structured"]
    formatter = formatter.pop("()")(**formatter)

    def log(message, *, exc_info=None, **extra):
        record = logging.LogRecord("polls", logging.INFO, "", 0, message, (), exc_info)
        record.__dict__.update(extra)
        line = formatter.format(record)
        return line, json.loads(line)

    return log


def test_an_event_is_one_line_with_its_time_in_utc_and_the_id_of_its_request(logged):
    with structlog.contextvars.bound_contextvars(request_id="abc", address="192.0.2.1"):
        line, event = logged("password refused", user="alice")
    assert "\n" not in line
    assert event["timestamp"].endswith("Z")
    assert event == event | {
        "event": "password refused",
        "user": "alice",
        "request_id": "abc",
        "address": "192.0.2.1",
        "level": "info",
    }


def test_a_user_name_cannot_forge_a_line(logged):
    line, event = logged("password refused", user='eve\n{"event": "signed in", "user": "admin"}')
    assert line.count("\n") == 0
    assert event["event"] == "password refused"


def test_an_exception_stays_on_its_line(logged):
    try:
        raise ValueError("broken\nin two")
    except ValueError:
        line, event = logged("failed", exc_info=sys.exc_info())
    assert "\n" not in line
    assert "ValueError: broken" in event["exception"]


def test_the_request_that_django_attaches_is_left_out(logged, rf):
    line, _ = logged("Not Found: /x", request=rf.get("/x?code=hunter2"), status_code=404)
    assert "hunter2" not in line


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("key dar_" + "a1" * 19, "dar_" + "a1" * 19),
        ("/accounts/password/reset/MQ/c8lkz2-0123456789abcdef0123456789abcdef/", "c8lkz2-"),
        (
            "/accounts/email/ImFsaWNlIg:1tZ3Xy:" + "Q" * 43,
            "ImFsaWNlIg:1tZ3Xy",
        ),
        ("redis.ConnectionError: redis://:hunter2@cache:6379", "hunter2"),
        ("postgres://u:hunter2-Pa?ss@h/db", "ss@h"),
        ("smtp://u:hunter2@home@h:587 refused", "home"),
        ("https://u:hun/ter2@h/", "ter2"),
    ],
)
def test_a_secret_in_a_path_or_a_message_is_blotted_out(text, secret, logged):
    line, event = logged(text)
    assert secret not in line
    assert "…" in event["event"]


def test_the_hint_of_a_key_may_be_read(logged):
    _, event = logged("token issued", hint="dar_a1b2")
    assert event["hint"] == "dar_a1b2"


@pytest.mark.parametrize(
    "value",
    [
        {"url": "redis://:hunter2@cache"},
        ["redis://:hunter2@cache"],
        {"a": [("redis://:hunter2@c",)]},
    ],
)
def test_a_secret_inside_a_structure_is_blotted_out(value, logged):
    line, _ = logged("failed", value=value)
    assert "hunter2" not in line
    assert "…@c" in repr(json.loads(line)["value"])


def test_a_value_is_shortened_after_its_secrets_are_gone(logged):
    key = "dar_" + "a1" * 19
    _, event = logged("x" * 985 + " " + key + "y" * 9000 + " the end")
    assert len(event["event"]) <= LONGEST + 3
    assert event["event"].endswith("the end")
    assert key[8:14] not in event["event"]


def test_a_long_traceback_keeps_its_end(logged):
    try:
        raise ValueError("x" * 100_000 + " the end")
    except ValueError:
        _, event = logged("failed", exc_info=sys.exc_info())
    assert event["exception"].endswith("the end")
    assert "Traceback" in event["exception"]
    assert len(event["exception"]) < 17_000
