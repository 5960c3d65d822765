"""Who did what: each event once, with user, address and request id, and without secrets."""

import pytest
from django.test import Client

from accounts.models import Token
from tests.accounts.passwords.test_guessing import by_basic, by_form, by_json, by_token
from tests.conftest import PASSWORD


@pytest.fixture
def events(caplog):
    """``events("signed in")``: what was logged under that name since the test began."""
    caplog.set_level("INFO")

    def named(name) -> list[dict]:
        logged = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
        return [event for event in logged if event["event"] == name]

    return named


@pytest.mark.parametrize("door", [by_form, by_json])
def test_signing_in_is_logged(alice, events, door):
    door(Client(), "alice", PASSWORD)
    (event,) = events("signed in")
    assert event["user"] == "alice"
    assert event["scheme"] == "session"
    assert event["address"] == "127.0.0.1"
    assert event["request_id"]
    assert event["timestamp"].endswith("Z")


@pytest.mark.parametrize("door", [by_form, by_json, by_token, by_basic])
def test_a_wrong_password_is_logged_without_the_password(alice, events, caplog, door):
    door(Client(), "alice", "hunter2-hunter2")
    (event,) = events("password refused")
    assert (event["user"], event["scheme"]) == ("alice", "password")
    assert event["address"] == "127.0.0.1"
    assert "hunter2" not in caplog.text


def test_issuing_and_revoking_a_token_is_logged_without_its_key(alice, browser_as, events, caplog):
    key = by_token(Client(), "alice", PASSWORD).json()["token"]
    token = Token.objects.get(hint=key[:8])
    browser_as(alice).delete(f"/accounts/api/tokens/{token.pk}")
    assert events("token issued")[-1]["hint"] == token.hint
    assert events("token revoked")[-1]["scheme"] == "token"
    assert events("token revoked")[-1]["user"] == "alice"
    assert key not in caplog.text


@pytest.mark.parametrize(
    ("header", "scheme", "code"),
    [
        ("Token nonsense", "token", "invalid_token"),
        ("Bearer nonsense", "bearer", "invalid_token"),
        ("Basic nonsense", "basic", "authentication_failed"),
        ("Secret sauce", "none", "not_authenticated"),
    ],
)
def test_a_refusal_is_logged_with_its_scheme_and_without_the_credentials(
    db, events, caplog, header, scheme, code
):
    Client().get("/accounts/api/me", headers={"Authorization": header})
    (event,) = events("refused")
    assert (event["scheme"], event["code"]) == (scheme, code)
    assert header.split()[1] not in caplog.text


def test_too_many_attempts_are_logged(alice, events):
    for _ in range(11):
        by_token(Client(), "alice", "wrong")
    assert events("refused")[-1]["code"] == "throttled"
    (event,) = events("password not looked at")
    assert event["user"] == "alice"


def test_a_right_password_is_logged_where_no_session_begins(alice, events):
    by_basic(Client(), "alice", PASSWORD)
    assert events("password accepted")[-1]["user"] == "alice"


def test_the_end_of_all_access_is_logged(alice, browser_as, events):
    browser_as(alice).post("/accounts/credentials/end/")
    (event,) = events("access ended")
    assert event["user"] == "alice"
    assert event["sessions"] == event["tokens"] == 1
