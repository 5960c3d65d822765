"""A name or a password is the same however it is typed, at every door that takes one."""

import unicodedata

import pytest
from django.contrib.auth import hashers
from django.test import Client

from accounts import names
from accounts.alphabets import most_marks
from accounts.models import User
from accounts.passwords.backend import PasswordBackend
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


def test_a_hash_of_a_password_as_it_was_typed_still_works(alice):
    typed = unicodedata.normalize("NFD", "\u00c4rger mit dem Schl\u00fcssel")
    User.objects.filter(pk=alice.pk).update(password=hashers.make_password(typed))
    alice.refresh_from_db()
    assert alice.check_password(typed)


def test_a_password_keeps_blanks_and_compatible_letters(alice):
    """NFC, not NFKC: what looks different stays different."""
    alice.set_password(" \uff41 password ")
    assert alice.check_password(" \uff41 password ")
    assert not alice.check_password("\uff41 password")
    assert not alice.check_password(" a password ")


@pytest.mark.parametrize("password", ["plain", "A\u0308"])
def test_a_wrong_password_costs_as_many_hashes_for_nobody_as_for_somebody(
    alice, rf, monkeypatch, password
):
    hashed = []
    verify = hashers.verify_password
    monkeypatch.setattr(
        hashers,
        "verify_password",
        lambda *args, **kwargs: hashed.append(1) or verify(*args, **kwargs),
    )
    counts = []
    for name in ("alice", "nobody"):
        hashed.clear()
        assert PasswordBackend().authenticate(rf.get("/"), name, password) is None
        counts.append(len(hashed))
    assert counts[0] == counts[1] == len(names.password_forms(password))


@pytest.mark.parametrize(
    "unit", ["\u0316\u0301", "\u0301", "\u0344", "a\u0301", "\ufdfa", "\u1100\u1161"]
)
@pytest.mark.parametrize("make", [names.username_key, names.email_key, names.password])
def test_python_never_sorts_more_marks_than_a_text_has(monkeypatch, make, unit):
    """It takes time that grows with the square of their number."""
    runs = []

    def watched(form, text, normalize=unicodedata.normalize):
        runs.append(most_marks(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", watched)
    make(unit * 2000)
    assert max(runs, default=0) <= names.MAX_MARKS
