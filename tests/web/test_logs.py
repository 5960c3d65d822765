"""One line of JSON an event, in UTC; no secrets; nothing that a visitor could forge."""

import sys

import structlog


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


def test_a_long_traceback_keeps_its_end(logged):
    try:
        raise ValueError("x" * 100_000 + " the end")
    except ValueError:
        _, event = logged("failed", exc_info=sys.exc_info())
    assert event["exception"].endswith("the end")
    assert "Traceback" in event["exception"]
    assert len(event["exception"]) < 17_000
