"""A wrong password costs as many hashes for nobody as for somebody."""

import unicodedata

import pytest
from django.contrib.auth import hashers

from accounts import names
from accounts.alphabets import most_marks
from accounts.models import User
from accounts.passwords.backend import PasswordBackend


def test_a_hash_of_a_password_as_it_was_typed_still_works(alice):
    typed = unicodedata.normalize("NFD", "\u00c4rger mit dem Schl\u00fcssel")
    User.objects.filter(pk=alice.pk).update(password=hashers.make_password(typed))
    alice.refresh_from_db()
    assert alice.check_password(typed)


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
