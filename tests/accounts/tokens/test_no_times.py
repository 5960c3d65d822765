"""A time without an offset, or at the edge of the years, is refused."""

import pytest

from tests.accounts.tokens.test_times import IN_A_WEEK, ask

OFFSET = "Give the offset, such as 2026-12-01T12:00:00Z or +01:00."


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
