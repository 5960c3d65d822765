"""When a token is asked to end: one moment, whoever asks and wherever they are."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from accounts.models import Token

TOKENS = "/accounts/api/tokens"
# At midnight: test processes that collect at different seconds name the same tests.
IN_A_WEEK = (datetime.now(UTC) + timedelta(days=7)).replace(
    hour=0, minute=0, second=0, microsecond=0
)


def ask(client, expires_at):
    return client.post(TOKENS, {"name": "x", "expires_at": expires_at})


@pytest.mark.parametrize("hours", [-12, -3.5, 0, 1, 5.75, 14])
def test_an_offset_says_which_moment_is_meant(alice, api_as, hours):
    there = IN_A_WEEK.astimezone(timezone(timedelta(hours=hours)))
    answer = ask(api_as(alice), there.isoformat())
    assert answer.status_code == 201
    assert alice.tokens.get(name="x").expires_at == IN_A_WEEK
    assert answer.json()["expires_at"] == f"{IN_A_WEEK:%Y-%m-%dT%H:%M:%SZ}"


def made_in_a_session(browser, expires_at):
    body = {"name": "x", "expires_at": expires_at}
    return browser.post(TOKENS, body, content_type="application/json").json()


def test_the_answer_tells_the_end_that_holds(alice, browser_as, settings):
    """Nobody gets longer than TOKEN_EXPIRE_TIME."""
    settings.TOKEN_EXPIRE_TIME = 3600
    made = made_in_a_session(browser_as(alice), IN_A_WEEK.isoformat())
    token = Token.objects.get(pk=made["id"])
    assert datetime.fromisoformat(made["expires_at"]) == token.ends_at
    assert token.ends_at == token.created + timedelta(hours=1)


def test_null_is_no_earlier_end(alice, browser_as):
    made_in_a_session(browser_as(alice), None)
    assert alice.tokens.get(name="x").expires_at is None
