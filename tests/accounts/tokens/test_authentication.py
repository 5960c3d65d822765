"""A token is read from its header alone, and costs one query."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Token
from accounts.tokens.authentication import TOUCH_EVERY

ME = "/accounts/api/me"


def call(header: str, path=ME):
    return APIClient(headers={"Authorization": header}).get(path)


@pytest.mark.parametrize("keyword", ["Token", "token", "TOKEN"])
def test_the_scheme_is_named_in_any_letter_case(alice, keyword):
    answer = call(f"{keyword} {alice.initial_token.key}")
    assert answer.status_code == 200
    assert answer.json()["user"]["username"] == "alice"
    assert answer.json()["scheme"] == "token"


def test_a_token_costs_one_query_once_it_is_in_use(alice, django_assert_num_queries):
    call(f"Token {alice.initial_token.key}")
    with django_assert_num_queries(1):
        call(f"Token {alice.initial_token.key}")


def test_the_last_use_is_written_at_most_every_few_minutes(alice):
    token = alice.initial_token
    call(f"Token {token.key}")
    token.refresh_from_db()
    first = token.last_used_at
    call(f"Token {token.key}")
    token.refresh_from_db()
    assert token.last_used_at == first

    Token.objects.update(last_used_at=first - TOUCH_EVERY)
    call(f"Token {token.key}")
    token.refresh_from_db()
    assert token.last_used_at >= first


def test_a_token_in_the_query_string_is_not_read(alice):
    for name in ("token", "key", "access_token", "Authorization"):
        answer = APIClient().get(ME, query_params={name: alice.initial_token.key})
        assert answer.status_code == 401
        assert answer.json()["detail"] == "Authentication credentials were not provided."


def test_a_token_client_needs_no_csrf_token_and_gets_no_cookie(alice):
    client = APIClient(
        enforce_csrf_checks=True, headers={"Authorization": f"Token {alice.initial_token.key}"}
    )
    answer = client.post("/accounts/api/tokens", {"name": "phone"})
    assert answer.status_code == 201
    assert not answer.cookies


def test_answers_to_a_token_stay_out_of_shared_caches(alice):
    answer = call(f"Token {alice.initial_token.key}")
    assert "private" in answer["Cache-Control"]
    assert "Authorization" in answer["Vary"]
