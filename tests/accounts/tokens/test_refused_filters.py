"""A filter that cannot be read is refused by its name."""

from urllib.parse import urlencode

import pytest

from tests.accounts.tokens.test_filters import TOKENS


@pytest.mark.parametrize(
    "query",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"scope": "polls"},
        {"scope": "polls:reed"},
        {"unused_since": "yesterday"},
        {"unused_since": "2026-11-01T00:00:00"},  # where?
        {"ends_before": "9999-01-01T00:00:00Z"},
        {"ends_before": ""},
    ],
)
def test_a_filter_that_cannot_be_read_is_refused_by_its_name(alice, api_as, query):
    answer = api_as(alice).get(f"{TOKENS}?{urlencode(query)}")
    assert (answer.status_code, list(answer.json())) == (400, list(query))
