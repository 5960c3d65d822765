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
from accounts.sessions.opening import OPENED
from accounts.sessions.store import SessionStore, end_of
from tests.conftest import PASSWORD

ME = "/accounts/api/me"
SESSIONS = "/accounts/api/sessions"
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


def test_my_sessions_are_listed_and_the_current_one_is_marked(alice, charlie, browser_as):
    browser_as(charlie)
    other, here = sign_in(**{"User-Agent": "Phone"}), sign_in()
    listed = here.get(SESSIONS).json()
    assert len(listed) == 2
    assert [row["is_current"] for row in listed] == [True, False]
    assert listed[1]["user_agent"] == "Phone"
    assert here.get(SESSIONS + "/").json() == listed
    assert [row["is_current"] for row in other.get(SESSIONS).json()] == [False, True]


def test_an_ended_session_is_dead(alice):
    lost, here = sign_in(), sign_in()
    row = Session.objects.get(pk=digest(lost.cookies["sessionid"].value))
    assert here.delete(f"{SESSIONS}/{row.pk}").status_code == 204
    assert lost.get(ME).status_code == 401
    assert here.get(ME).status_code == 200


def test_the_sessions_of_others_cannot_be_ended(alice, charlie, browser_as):
    browser = sign_in()
    path = f"{SESSIONS}/{Session.objects.get().pk}"
    assert browser_as(charlie).delete(path).status_code == 404
    assert browser.get(ME).status_code == 200


def test_a_program_can_list_sessions_and_none_is_current(alice, api_as):
    sign_in()
    assert [row["is_current"] for row in api_as(alice).get(SESSIONS).json()] == [False]


# The cookie ----------------------------------------------------------------------------


def used_an_hour_ago(**changes):
    Session.objects.update(last_used_at=timezone.now() - HOUR, **changes)


def test_the_cookie_is_renewed_with_the_row(alice):
    browser = sign_in()
    assert "sessionid" not in browser.get(ME).cookies

    used_an_hour_ago()
    renewed = browser.get("/accounts/profile/").cookies["sessionid"]

    assert renewed.value == browser.cookies["sessionid"].value
    assert 24 * 3600 - 60 < renewed["max-age"] <= 24 * 3600
    assert (renewed["httponly"], renewed["samesite"]) == (True, "Lax")
    assert "sessionid" not in browser.get(ME).cookies


def opened_before(browser, age):
    session = browser.session
    at = timezone.now() - age
    session[OPENED] |= {"at": at.isoformat()}
    session.save()


def test_the_cookie_never_outlives_the_absolute_end(alice):
    browser = sign_in()
    opened_before(browser, timedelta(days=13, hours=20))
    used_an_hour_ago()
    renewed = browser.get(ME).cookies["sessionid"]
    assert 4 * 3600 - 60 < renewed["max-age"] <= 4 * 3600


def test_a_cookie_is_not_renewed_while_it_ends(alice):
    browser = sign_in()
    used_an_hour_ago()
    assert browser.post("/accounts/logout/").cookies["sessionid"]["max-age"] == 0


# Clocks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "status"),
    [
        (timedelta(seconds=50), 200),
        (timedelta(seconds=70), 401),
        (timedelta(days=30), 401),
    ],
)
def test_a_session_from_the_future_is_refused_and_not_listed(alice, ahead, status):
    """A node whose clock is ahead opened it: it would live that much longer elsewhere."""
    browser = sign_in()
    opened = timezone.now() + ahead
    Session.objects.update(
        created_at=opened, last_used_at=opened, expire_date=opened + timedelta(days=1)
    )
    assert browser.get(ME).status_code == status
    assert Session.objects.live(now=timezone.now()).exists() == (status == 200)


def test_use_on_a_node_whose_clock_is_ahead_is_taken_back(alice):
    browser = sign_in()
    later = timezone.now() + timedelta(days=5)
    Session.objects.update(last_used_at=later, expire_date=later + timedelta(days=1))
    assert browser.get(ME).status_code == 200
    assert Session.objects.get().expire_date < timezone.now() + timedelta(hours=25)


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


def test_the_cookie_of_a_session_past_its_end_ends_at_once():
    session = SessionStore()
    session[OPENED] = {"at": (timezone.now() - timedelta(days=15)).isoformat()}

    assert session.get_expiry_age() == 0
