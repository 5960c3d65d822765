"""The trail is kept small and true: floods, requests and what was rolled back leave nothing."""

from django.db import DatabaseError, transaction
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import Token
from accounts.trail.models import Entry
from tests.accounts.passwords.test_guessing import by_basic, by_form, by_token
from tests.conftest import PASSWORD


def test_a_name_that_is_nobodys_is_not_kept(alice, entries):
    by_form(Client(), "hunter2-hunter2", "alice")  # typed into the wrong fields
    (entry,) = entries("password_refused")
    assert (entry.user_id, entry.username) == (None, "")
    assert "hunter2" not in str(Entry.objects.values())


def test_a_flood_leaves_one_lock_out(alice, entries):
    for _ in range(15):
        by_token(Client(), "alice", "wrong")
    assert len(entries("password_refused")) == 10
    (entry,) = entries("locked_out")
    assert (entry.username, entry.detail) == ("alice", "account_and_address")


def test_requests_leave_nothing(alice, api_as, entries):
    before = Entry.objects.count()
    api_as(alice).get("/accounts/api/me")
    by_basic(Client(), "alice", PASSWORD)
    assert Entry.objects.count() == before


def test_a_failure_is_kept_though_its_request_is_rolled_back(alice, entries, settings):
    settings.DATABASES["default"]["ATOMIC_REQUESTS"] = True
    try:
        by_token(Client(), "alice", "wrong")
    finally:
        settings.DATABASES["default"]["ATOMIC_REQUESTS"] = False
    assert len(entries("password_refused")) == 1


def test_an_event_that_is_rolled_back_leaves_nothing(alice, entries):
    with transaction.atomic():
        Token.objects.create(user=alice)
        transaction.set_rollback(True)
    assert len(entries("token_issued")) == 1  # her first


def test_a_refusal_stays_one_while_the_trail_cannot_be_written(alice, monkeypatch, caplog):
    def away(self, *args, **kwargs):
        raise DatabaseError("away")

    monkeypatch.setattr(Entry, "save", away)
    assert by_token(APIClient(), "alice", "wrong").status_code == 400
    assert "entry of the trail not stored" in caplog.text
