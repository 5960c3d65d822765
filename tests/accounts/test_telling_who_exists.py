"""Nobody learns from an answer, or from the work behind it, who has an account."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.passwords import backend
from accounts.passwords.hashers import Argon2idPasswordHasher
from tests.accounts.passwords.test_guessing import DOORS
from tests.accounts.passwords.test_resets import ask_for_reset
from tests.accounts.people.test_registration import register

pytestmark = pytest.mark.usefixtures("real_hashes")


@pytest.fixture
def hashes(monkeypatch):
    """Every run of the password hash, which is what takes time in these requests."""
    backend._hash_of_nobody()  # a process makes it once
    runs = []
    for name in ("encode", "verify"):
        method = getattr(Argon2idPasswordHasher, name)

        def counted(self, *args, _name=name, _method=method, **kwargs):
            runs.append(_name)
            return _method(self, *args, **kwargs)

        monkeypatch.setattr(Argon2idPasswordHasher, name, counted)
    return runs


def observe(hashes, act) -> tuple:
    """The answer, how often a password was hashed, and how many queries it took."""
    hashes.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = act()
    return answer, len(hashes), len(queries)


@pytest.mark.parametrize("door", DOORS)
def test_a_wrong_password_looks_the_same_for_everybody(make_user, hashes, door):
    make_user("known")
    make_user("ghost", is_active=False)
    social = make_user("social")
    social.set_unusable_password()
    social.save()
    seen = set()
    for username in ("known", "ghost", "social", "nobody"):
        answer, runs, queries = observe(hashes, lambda name=username: door(Client(), name, "wrong"))
        body = "" if answer.headers["Content-Type"].startswith("text/html") else answer.content
        seen.add((answer.status_code, body, runs, queries))
    assert len(seen) == 1
    assert seen.pop()[2] == 1


def test_a_reset_looks_the_same_for_everybody(alice, hashes):
    known, *work = observe(hashes, lambda: ask_for_reset(Client(), "alice@example.com"))
    unknown, *no_work = observe(hashes, lambda: ask_for_reset(Client(), "nobody@example.com"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert work == no_work


def test_a_registration_looks_the_same_for_everybody(alice, hashes):
    taken, *work = observe(hashes, lambda: register(username="alice", email="a@example.com"))
    free, *same = observe(hashes, lambda: register(username="erik", email="e@example.com"))
    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
    assert work == same


@pytest.mark.parametrize("path", ["users", "users/1", "profiles", "members"])
def test_there_is_no_list_of_users(alice, api_as, path):
    assert api_as(alice).get(f"/accounts/api/{path}").status_code == 404
