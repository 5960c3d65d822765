"""A name or a password is the same however it is typed, at every door that takes one."""

import unicodedata

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.passwords.test_guessing import by_admin, by_basic, by_form, by_json, by_token
from tests.conftest import PASSWORD


@pytest.mark.parametrize(
    "spelling", ["alice", "alice ", "\tALICE", "\uff41lice", "al\u200bice", "al\u0131ce"]
)
@pytest.mark.parametrize("password", [PASSWORD, PASSWORD + " ", "wrong"])
def test_a_spelling_is_answered_alike_at_every_door(alice, by_grant, spelling, password):
    alice.is_staff = True
    alice.save()
    opened = {}
    for door in (by_form, by_json, by_token, by_basic, by_admin, by_grant):
        client = Client()
        answer = door(client, spelling, password)
        opened[door.__name__] = answer.status_code in {200, 302}
        if door in (by_form, by_admin):  # a form that is wrong is shown again
            opened[door.__name__] = "_auth_user_id" in client.session
    assert set(opened.values()) == {password == PASSWORD}, opened


@pytest.mark.usefixtures("real_hashes")
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_a_password_is_right_however_its_letters_are_composed(db, form, typed):
    password = "\u00c4rger mit dem Schl\u00fcssel"
    user = User.objects.create_user("alice", password=unicodedata.normalize(form, password))
    assert user.check_password(unicodedata.normalize(typed, password))
    assert not user.check_password(password + " ")
    user.set_password(unicodedata.normalize(form, password))
    assert user.check_password(unicodedata.normalize(typed, password))


def test_a_password_keeps_blanks_and_compatible_letters(alice):
    """NFC, not NFKC: what looks different stays different."""
    alice.set_password(" \uff41 password ")
    assert alice.check_password(" \uff41 password ")
    assert not alice.check_password("\uff41 password")
    assert not alice.check_password(" a password ")
