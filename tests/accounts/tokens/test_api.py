"""Tokens are made, listed and revoked by the API."""

import pytest

from accounts.digests import digest
from accounts.models import Token

TOKENS = "/accounts/api/tokens"


def test_a_made_token_shows_its_key_once(alice, api_as):
    made = api_as(alice).post(TOKENS, {"name": "laptop"})
    assert made.status_code == 201
    assert "no-store" in made["Cache-Control"]
    key = made.json()["key"]
    assert Token.objects.get(digest=digest(key)).name == "laptop"

    listed = api_as(alice).get(TOKENS)
    assert key not in listed.content.decode()
    assert {token["name"] for token in listed.json()} == {"initial", "laptop"}


def test_a_token_needs_a_name(alice, api_as):
    for body in ({}, {"name": ""}, {"name": " "}, {"name": "x" * 101}):
        assert "name" in api_as(alice).post(TOKENS, body).json()


def test_the_name_is_one_line_as_mails_list_it_among_their_own(alice, api_as):
    made = api_as(alice).post("/accounts/api/tokens", {"name": "job\n\nYou won:\u2028evil.example"})
    assert made.json()["name"] == "job You won: evil.example"


def test_a_revoked_token_is_dead_and_gone_from_the_list(alice, api_as):
    made = api_as(alice).post(TOKENS, {"name": "lost phone"}).json()
    headers = {"Authorization": f"Token {made['key']}"}
    for path in (f"{TOKENS}/{made['id']}", f"{TOKENS}/{made['id']}/"):
        assert api_as(alice).get(path).json()["name"] == "lost phone"
    assert api_as(alice).delete(f"{TOKENS}/{made['id']}").status_code == 204
    assert api_as(alice).get(f"{TOKENS}/{made['id']}").status_code == 404
    assert api_as(alice).get(TOKENS, headers=headers).json()["detail"] == "Invalid token"


def test_the_tokens_of_others_cannot_be_seen_or_revoked(alice, charlie, api_as):
    path = f"{TOKENS}/{alice.initial_token.pk}"
    assert api_as(charlie).get(path).status_code == 404
    assert api_as(charlie).delete(path).status_code == 404
    assert "alice" not in api_as(charlie).get(TOKENS).content.decode()
    assert Token.objects.get(pk=alice.initial_token.pk).revoked_at is None


def test_a_list_of_tokens_costs_one_query(alice, api_as, django_assert_num_queries):
    for number in range(5):
        Token.objects.create(user=alice, name=str(number))
    client = api_as(alice)
    client.get(TOKENS)
    with django_assert_num_queries(2):  # who is asking, and the list
        client.get(TOKENS)


@pytest.mark.parametrize("pk", ["0", "999999999999999999", "9" * 40, "-1", "x"])
def test_an_unknown_or_huge_id_is_404(alice, api_as, pk):
    assert api_as(alice).get(f"{TOKENS}/{pk}").status_code == 404
