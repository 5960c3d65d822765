"""A token gets a new key and stays the same; the old key goes on for as long as is asked for."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Token

TOKENS, ME = "/accounts/api/tokens", "/accounts/api/me"
HOUR, WEEK = 3600, 7 * 24 * 3600


def with_key(key):
    return APIClient(headers={"Authorization": f"Token {key}"})


def works(key) -> bool:
    return with_key(key).get(ME).status_code == 200


def rotate(client, token, **body):
    return client.post(
        f"{TOKENS}/{token.pk}/rotate", body, **({} if isinstance(client, APIClient) else JSON)
    )


JSON = {"content_type": "application/json"}


def test_the_token_stays_the_same(alice, token, browser_as):
    before = Token.objects.get(pk=token.pk)
    made = rotate(browser_as(alice), token)
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    after = Token.objects.get(pk=token.pk)
    for name in ("id", "name", "scope", "networks", "idle_days", "created", "ends_at", "parent"):
        assert getattr(after, name) == getattr(before, name), name
    assert made.json()["hint"] == after.hint == made.json()["key"][:8]
    assert works(made.json()["key"])


@pytest.mark.parametrize("overlap", [-1, WEEK + 1, "x", 1.5, None, [], "9" * 2000])
def test_an_overlap_that_is_none_is_refused(alice, token, browser_as, overlap):
    answer = rotate(browser_as(alice), token, overlap=overlap)
    assert (answer.status_code, list(answer.json())) == (400, ["overlap"])
    assert works(token.key)


def test_an_unknown_member_is_refused(alice, token, browser_as):
    answer = rotate(browser_as(alice), token, overlaps=HOUR)
    assert answer.json() == {"overlaps": ["Unknown member. Known members: overlap, expires_at."]}
