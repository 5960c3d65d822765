"""Spellings of a name are one account, and two accounts never share a count."""

import pytest
from django.test import Client

from tests.accounts.passwords.test_guessing import LIMIT, by_form, by_token
from tests.conftest import PASSWORD

SPELLINGS = ["alice", "ALICE", " alice ", "\uff41lice", "al\u200bice"]


def test_spellings_do_not_multiply_guesses(alice):
    answers = [by_token(Client(), SPELLINGS[n % 5], "wrong").status_code for n in range(LIMIT + 1)]
    assert answers == [400] * LIMIT + [429]
    assert by_form(Client(), "\uff41lice", PASSWORD).status_code == 429


@pytest.mark.parametrize(
    ("name", "other"), [("alice", "alicf"), ("\u03c3\u03b1\u03c2", "\u03c3\u03b1"), ("a.b", "a_b")]
)
def test_two_accounts_never_share_a_count(make_user, name, other):
    make_user(name)
    make_user(other)
    known = Client()
    by_form(known, other, PASSWORD)
    for _ in range(LIMIT + 1):
        by_token(known, name, "wrong")
    assert by_token(known, other, PASSWORD).status_code == 200
    assert by_token(Client(), other, PASSWORD).status_code == 200
    assert by_token(known, name, PASSWORD).status_code == 429
