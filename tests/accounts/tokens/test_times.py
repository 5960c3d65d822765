"""When a token is asked to end: one moment, whoever asks and wherever they are."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from accounts.models import Token

TOKENS = "/accounts/api/tokens"
OFFSET = "Give the offset, such as 2026-12-01T12:00:00Z or +01:00."
# At midnight: test processes that collect at different seconds name the same tests.
IN_A_WEEK = (datetime.now(UTC) + timedelta(days=7)).replace(
    hour=0, minute=0, second=0, microsecond=0
)


def ask(client, expires_at):
    return client.post(TOKENS, {"name": "x", "expires_at": expires_at})


@pytest.mark.parametrize(
    "text",
    [
        f"{IN_A_WEEK:%Y-%m-%dT%H:%M:%S}",
        f"{IN_A_WEEK:%Y-%m-%d %H:%M}",
        f"{IN_A_WEEK:%Y-%m-%dT%H:%M:%S.000001}",
        f"{IN_A_WEEK:%Y-%m-%d}",
        f"{IN_A_WEEK:%Y%m%dT%H%M%S}",
        "2100-12-31T23:59:59",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59",
    ],
)
def test_a_time_without_an_offset_is_refused_in_words(alice, api_as, text):
    answer = ask(api_as(alice), text)
    assert answer.status_code == 400
    assert answer.json() == {"expires_at": [OFFSET]}


@pytest.mark.parametrize("hours", [-12, -3.5, 0, 1, 5.75, 14])
def test_an_offset_says_which_moment_is_meant(alice, api_as, hours):
    there = IN_A_WEEK.astimezone(timezone(timedelta(hours=hours)))
    answer = ask(api_as(alice), there.isoformat())
    assert answer.status_code == 201
    assert alice.tokens.get(name="x").expires_at == IN_A_WEEK
    assert answer.json()["expires_at"] == f"{IN_A_WEEK:%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2101-01-01T00:00:00Z", "Choose a year up to 2100."),
        ("9999-12-31T23:59:59Z", "Choose a year up to 2100."),
        ("9999-12-31T23:59:59-14:00", "Datetime value out of range."),
        ("0001-01-01T00:00:00+14:00", "Datetime value out of range."),
        ("0001-01-01T00:00:00Z", "Choose a time in the future."),
        ("1970-01-01T00:00:00Z", "Choose a time in the future."),
    ],
)
def test_years_at_the_edge_are_refused_in_words(alice, api_as, text, words):
    answer = ask(api_as(alice), text)
    assert answer.status_code == 400
    assert answer.json() == {"expires_at": [words]}


NO_TIMES = [
    *["", "soon", "10000-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-12-01T24:30:00Z"],
    *["2026-12-01T12:00:00+25:00", "2026-12-01T12:00:00Z" * 300, "\u0661"],
    *[1e20, 4102444800, True, [], {}],
]


@pytest.mark.parametrize("value", NO_TIMES)
def test_what_is_no_time_is_refused(alice, api_as, value):
    answer = ask(api_as(alice), value)
    assert answer.status_code == 400
    assert list(answer.json()) == ["expires_at"]


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
