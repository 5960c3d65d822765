"""A cursor is taken as it was given, for the order that it was given for."""

import base64
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing

from tests.polls.test_list_api import URL, ids


@pytest.mark.parametrize("text", ["\ufdfa" * 200, "\U0001f600" * 200, "\u0390" * 200, "日" * 200])
def test_a_link_on_is_short_enough_to_be_followed(api_as, bob, ask, text):
    """Servers and proxies take addresses of 4094 bytes, some no longer ones."""
    ask(text)
    ask(text)
    client = api_as(bob)
    answer = client.get(f"{URL}?ordering=question_text&page_size=1").json()
    assert len(answer["next"]) < 3000
    assert len(ids(client.get(answer["next"]))) == 1


def drf_cursor(query):
    return base64.b64encode(query.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%00",
        "%ff",
        "ü" * 50,
        "a" * 5000,
        ":",
        drf_cursor("p=2020-01-01"),
        drf_cursor("p=garbage"),
        drf_cursor("o=99999999999999999999"),
        drf_cursor("r=x"),
        signing.Signer(salt="another").sign_object([["-pub_date", "-id"], False, ["x", "1"]]),
    ],
)
def test_a_cursor_that_was_made_up_is_a_400(api_as, bob, many, cursor):
    answer = api_as(bob).get(URL, {"cursor": cursor})
    assert answer.status_code == 400
    assert answer.json() == {"cursor": ["Invalid cursor."]}


def test_a_cursor_of_another_order_is_a_400(api_as, bob, many):
    url = api_as(bob).get(URL).json()["next"]
    answer = api_as(bob).get(f"{url}&ordering=question_text")
    assert answer.status_code == 400


@pytest.mark.parametrize("tail", ["", "x", "A" * 40])
def test_a_cursor_that_was_touched_is_a_400(api_as, bob, many, tail):
    url = api_as(bob).get(URL).json()["next"]
    cursor = parse_qs(urlsplit(url).query)["cursor"][0]
    answer = api_as(bob).get(URL, {"cursor": (cursor + tail)[: -1 if not tail else None]})
    assert answer.status_code == 400
