"""The list of tokens shows those that are asked for, and says which question it did not get."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from requests.utils import parse_header_links

from accounts.models import Token

TOKENS = "/accounts/api/tokens"
DAY = timedelta(days=1)


@pytest.fixture
def listed(alice, api_as):
    """``listed(name="job")``: the names in the list, the latest token first."""
    now = timezone.now()
    rows = {
        "Nightly job": {"scope": "polls:read", "last_used_at": now - 5 * DAY},
        "weekly job": {"scope": "polls:read polls:vote", "expires_at": now + DAY},
        "Büro": {"created": now - 12 * DAY, "last_used_at": now - DAY},
    }
    for number, (name, fields) in enumerate(rows.items()):
        made = {"created": now - timedelta(hours=number)} | fields
        Token.objects.create(user=alice, name=name, **made)
    Token.objects.filter(name="initial").update(created=now - 2 * DAY, last_used_at=now)

    def ask(**query):
        answer = api_as(alice).get(f"{TOKENS}?{urlencode(query)}")
        assert answer.status_code == 200, answer.content
        return [token["name"] for token in answer.json()]

    return ask


def in_days(days):
    return (timezone.now() + days * DAY).isoformat()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Nightly job", "weekly job", "initial", "Büro"]),
        ({"name": "job"}, ["Nightly job", "weekly job"]),
        ({"name": "NIGHT"}, ["Nightly job"]),
        ({"name": "BÜ"}, ["Büro"]),
        ({"name": "%"}, []),
        ({"name": "job", "scope": "polls:vote"}, ["weekly job"]),
        ({"scope": "polls:read"}, ["Nightly job", "weekly job", "initial", "Büro"]),
        ({"scope": "profile"}, ["initial", "Büro"]),
        ({"unused_since": in_days(-3)}, ["Nightly job", "weekly job"]),
        ({"unused_since": in_days(-6)}, ["weekly job"]),
        ({"ends_before": in_days(2.5)}, ["weekly job", "Büro"]),
        ({"ends_before": in_days(20)}, ["Nightly job", "weekly job", "initial", "Büro"]),
        ({"ends_before": "0001-01-02T00:00:00Z"}, []),
    ],
)
def test_a_list_has_what_is_asked_for(listed, query, names):
    assert listed(**query) == names


def test_a_filter_goes_on_from_page_to_page(listed, alice, api_as):
    first = api_as(alice).get(f"{TOKENS}?name=job&page_size=1")
    (following,) = parse_header_links(first["Link"])
    second = api_as(alice).get(following["url"])
    assert [token["name"] for token in second.json()] == ["weekly job"]


def test_a_filter_finds_nothing_of_others(listed, bob, api_as):
    assert api_as(bob).get(f"{TOKENS}?name=job").json() == []
