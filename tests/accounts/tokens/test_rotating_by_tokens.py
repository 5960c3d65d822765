"""A token rotates itself and the tokens that it made, and no other."""

import pytest
from django.utils import timezone

from accounts.models import Token
from tests.accounts.tokens.test_rotating import HOUR, JSON, TOKENS, rotate, with_key, works


def made_by(alice, key):
    made = with_key(key).post(TOKENS, {"name": "child"}).json()
    return Token.objects.get(pk=made["id"]), made["key"]


def itself(alice):
    return alice.initial_token.key, alice.initial_token


def what_it_made(alice):
    child, _key = made_by(alice, alice.initial_token.key)
    return alice.initial_token.key, child


def a_child_itself(alice):
    child, key = made_by(alice, alice.initial_token.key)
    return key, child


def another(alice):
    return alice.initial_token.key, Token.objects.create(user=alice)


def its_parent(alice):
    _child, key = made_by(alice, alice.initial_token.key)
    return key, alice.initial_token


def limited(alice):
    token = Token.objects.create(user=alice, scope="polls:read")
    return token.key, token


@pytest.mark.parametrize(
    ("case", "status", "code"),
    [
        (itself, 200, None),
        (what_it_made, 200, None),
        (a_child_itself, 200, None),
        (another, 403, "other_token"),
        (its_parent, 403, "other_token"),
        (limited, 403, "insufficient_scope"),
    ],
)
def test_a_token_rotates_itself_and_what_it_made(alice, case, status, code):
    key, token = case(alice)
    answer = rotate(with_key(key), token)
    assert (answer.status_code, answer.json().get("code")) == (status, code)


def test_a_token_rotates_itself_without_its_id(alice, browser_as):
    path = f"{TOKENS}/current/rotate"
    made = with_key(alice.initial_token.key).post(path, {"overlap": HOUR})
    assert (made.status_code, works(made.json()["key"])) == (200, True)
    assert "no-store" in made["Cache-Control"]
    assert with_key(alice.initial_token.key).post(path).json()["code"] == "key_replaced"
    assert browser_as(alice).post(path, {}, **JSON).status_code == 404
    limited = Token.objects.create(user=alice, scope="polls:read")
    assert with_key(limited.key).post(path).json()["code"] == "insufficient_scope"


def test_an_old_key_makes_no_other(alice, browser_as):
    token = alice.initial_token
    new = rotate(browser_as(alice), token, overlap=HOUR).json()["key"]
    old = with_key(token.key)
    for answer in (rotate(old, token), old.post(TOKENS, {"name": "child"})):
        assert (answer.status_code, answer.json()["code"]) == (403, "key_replaced")
    assert works(new)
    assert old.delete(f"{TOKENS}/current").status_code == 204
    assert not works(new)


def test_nobody_rotates_the_tokens_of_others(token, charlie, api_as, browser_as):
    for client in (api_as(charlie), browser_as(charlie)):
        assert rotate(client, token).status_code == 404
    path = f"/accounts/credentials/tokens/{token.pk}/rotate/"
    assert browser_as(charlie).post(path, {"overlap": 0}).status_code == 404
    assert works(token.key)


def test_a_token_that_ended_gets_no_key(alice, token, browser_as):
    Token.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    assert rotate(browser_as(alice), token).status_code == 404
