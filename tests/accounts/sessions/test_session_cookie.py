"""The cookie is renewed with its session, and never outlives it."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Session
from accounts.sessions.opening import OPENED
from accounts.sessions.store import SessionStore
from tests.accounts.sessions.test_sessions import HOUR, ME, sign_in


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


def test_the_cookie_of_a_session_past_its_end_ends_at_once():
    session = SessionStore()
    session[OPENED] = {"at": (timezone.now() - timedelta(days=15)).isoformat()}

    assert session.get_expiry_age() == 0
