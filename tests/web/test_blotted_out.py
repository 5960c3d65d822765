"""Secrets are blotted out of paths, messages and structures."""

import json

import pytest

from web.redaction import LONGEST


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("key dar_" + "a1" * 19, "dar_" + "a1" * 19),
        ("dar_" + "a1" * 5, "dar_" + "a1" * 5),  # no secret is shorter
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
