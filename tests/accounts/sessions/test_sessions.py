"""A session ends when it is idle or old, and is kept in the database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from accounts.digests import digest
from accounts.models import Session
from accounts.sessions.store import SessionStore, end_of
from tests.conftest import PASSWORD

ME = "/accounts/api/me"
HOUR = timedelta(hours=1)
NOW = datetime(2030, 1, 1, tzinfo=UTC)


def sign_in(**headers) -> Client:
    browser = Client(headers=headers)
    browser.post("/accounts/login/", {"username": "alice", "password": PASSWORD})
    return browser


@pytest.mark.parametrize(
    ("opened", "left"),
    [
        (timedelta(0), timedelta(hours=24)),
        (timedelta(days=12), timedelta(hours=24)),
        (timedelta(days=13, hours=20), timedelta(hours=4)),
        (timedelta(days=14), timedelta(0)),
    ],
)
def test_a_session_ends_when_idle_or_old_whichever_is_first(opened, left):
    assert end_of(NOW - opened, now=NOW) == NOW + left


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


def test_an_idle_session_is_over(alice):
    browser = sign_in()
    Session.objects.update(expire_date=timezone.now())
    assert browser.get(ME).status_code == 401


def test_use_moves_the_end_but_not_every_time(alice, django_assert_num_queries):
    browser = sign_in()
    before = Session.objects.get().expire_date
    with django_assert_num_queries(2):  # the session and its user
        browser.get(ME)
    assert Session.objects.get().expire_date == before

    Session.objects.update(last_used_at=timezone.now() - HOUR, expire_date=before - HOUR)
    browser.get(ME)
    row = Session.objects.get()
    assert row.expire_date > before
    assert row.last_used_at > timezone.now() - HOUR


def test_use_does_not_move_the_end_past_the_absolute_age(alice, settings):
    browser = sign_in()
    settings.SESSION_ABSOLUTE_AGE = 7200
    opened = timezone.now() - HOUR
    Session.objects.update(created_at=opened, last_used_at=opened)
    browser.get(ME)
    assert Session.objects.get().expire_date == opened + timedelta(hours=2)


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
