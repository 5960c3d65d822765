"""A sign-in never leads to another host."""

import pytest
from django.test import Client

from tests.accounts.sessions.test_sign_in import ALICE, LOGIN

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:///evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "///evil.example",
    "/\t/evil.example",
    " //evil.example",
    "",
]


@pytest.mark.parametrize("url", ELSEWHERE)
def test_next_never_leaves_this_host(alice, browser, csrf, url):
    form = browser.post(LOGIN, ALICE | {"csrfmiddlewaretoken": csrf, "next": url})
    assert form["Location"] == "/polls/"
    query = Client().post(LOGIN, ALICE, query_params={"next": url})
    assert query["Location"] == "/polls/"
    again = Client()
    answer = again.post(LOGIN, ALICE | {"next": url}, content_type="application/json")
    assert answer.json()["next"] == "/polls/"


@pytest.mark.parametrize("next_url", [{}, [], 1, None, True])
def test_a_next_that_is_no_text_is_ignored(alice, next_url):
    answer = Client().post(LOGIN, ALICE | {"next": next_url}, content_type="application/json")
    assert answer.json()["next"] == "/polls/"
