"""Scopes that mean nothing are refused, by every door."""

import pytest
from rest_framework.test import APIClient

from tests.accounts.tokens.test_scopes import KNOWN, TOKENS
from tests.conftest import PASSWORD

WRONG_SCOPES = [
    (["polls:reed"], f"Unknown: polls:reed. These exist: {KNOWN}."),
    (["polls:read", "a", "b", "a"], f"Unknown: a, b. These exist: {KNOWN}."),
    (["polls:read polls:vote"], f"Unknown: polls:read polls:vote. These exist: {KNOWN}."),
    (["POLLS:READ"], f"Unknown: POLLS:READ. These exist: {KNOWN}."),
    (["openid"], f"Unknown: openid. These exist: {KNOWN}."),  # no ID token comes of it
    ([], "Name at least one scope, or leave scopes out for a token without bounds."),
    ("polls:read", 'Expected a list of items but got type "str".'),
    ({"polls:read": True}, 'Expected a list of items but got type "dict".'),
    (7, 'Expected a list of items but got type "int".'),
]


@pytest.mark.parametrize(("scopes", "text"), WRONG_SCOPES)
@pytest.mark.parametrize("door", ["api", "get_auth_token"])
def test_scopes_that_mean_nothing_are_refused_in_words(alice, api_as, door, scopes, text):
    if door == "api":
        answer = api_as(alice).post(TOKENS, {"name": "x", "scopes": scopes})
    else:
        body = {"username": "alice", "password": PASSWORD, "scopes": scopes}
        answer = APIClient().post("/accounts/get_auth_token", body)
    assert answer.status_code == 400
    assert answer.json() == {"scopes": [text]}
    assert alice.tokens.count() == 1


@pytest.mark.parametrize(
    "scopes", [[None], [[]], [{}], ["x" * 101], ["a\0b"], ["polls:read"] * 101]
)
def test_malformed_scopes_are_refused(alice, api_as, scopes):
    answer = api_as(alice).post(TOKENS, {"name": "x", "scopes": scopes})
    assert answer.status_code == 400
    assert list(answer.json()) == ["scopes"]


def test_the_page_refuses_an_unknown_scope(alice, browser_as):
    page = browser_as(alice).post("/accounts/credentials/tokens/", {"name": "x", "scopes": ["a"]})
    assert "Select a valid choice. a is not one" in page.content.decode()
    assert not alice.tokens.filter(name="x").exists()
