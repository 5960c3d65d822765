"""Right passwords, and what nobody could judge, are no guesses."""

from django.test import Client

from tests.accounts.passwords.test_guessing import LIMIT, by_token
from tests.conftest import PASSWORD


def test_right_passwords_are_not_counted(alice):
    for _ in range(LIMIT * 4):
        assert by_token(Client(), "alice", PASSWORD).status_code == 200


def test_a_success_gives_no_guesses_back(alice):
    for _ in range(LIMIT - 1):
        by_token(Client(), "alice", "wrong")
    assert by_token(Client(), "alice", PASSWORD).status_code == 200
    assert by_token(Client(), "alice", "wrong").status_code == 400
    assert by_token(Client(), "alice", "wrong").status_code == 429
