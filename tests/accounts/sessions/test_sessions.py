"""A session ends when it is idle or old; use moves the end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Session
from accounts.sessions.store import end_of
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
