"""The row of a session says whose it is, and holds no cookie."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from accounts.digests import digest
from accounts.models import Session
from accounts.sessions.store import SessionStore
from tests.accounts.sessions.test_sessions import ME, sign_in


def test_the_row_says_whose_it_is_since_when_and_from_where(alice):
    before = timezone.now()
    sign_in(**{"User-Agent": "Firefox" + "x" * 300})
    row = Session.objects.get()
    assert row.user == alice
    assert before <= row.created_at <= timezone.now()
    assert row.address == "127.0.0.1"
    assert row.user_agent.startswith("Firefox")
    assert len(row.user_agent) == 200


def test_the_database_does_not_hold_the_cookie(alice):
    browser = sign_in()
    cookie = browser.cookies["sessionid"].value
    row = Session.objects.get()
    assert row.pk == digest(cookie)
    assert cookie not in row.session_data
    thief = Client()
    thief.cookies["sessionid"] = row.pk
    assert thief.get(ME).status_code == 401


def test_saving_a_session_keeps_when_it_was_opened(alice):
    browser = sign_in()
    opened = Session.objects.get().created_at
    session = browser.session
    session["note"] = 1
    session.save()
    assert Session.objects.get().created_at == opened
    assert browser.session["note"] == 1


def test_a_clean_up_deletes_what_is_over(alice):
    sign_in()
    call_command("clearsessions")
    assert Session.objects.count() == 1
    Session.objects.update(expire_date=timezone.now())
    call_command("clearsessions")
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("cause", "told"),
    [(OperationalError("away"), OperationalError), (None, UpdateError)],
)
def test_a_session_that_cannot_be_saved_says_whether_the_database_is_away(
    monkeypatch, db, cause, told
):
    def save(self, must_create=False):
        try:
            if cause:
                raise cause
        except OperationalError:
            raise UpdateError from None  # as Django does, which keeps the context
        raise UpdateError

    monkeypatch.setattr(DatabaseStore, "save", save)

    with pytest.raises(told):
        SessionStore("a" * 32).save()
