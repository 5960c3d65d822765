"""Nobody is signed in by another site, or by a session that somebody else chose."""

from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from accounts.models import Session
from accounts.sessions.store import SessionStore
from tests.accounts.sessions.test_sign_in import ALICE, LOGIN
from tests.accounts.sessions.test_sign_in_by_json import post_json
from tests.conftest import PASSWORD


def test_without_a_csrf_token_nobody_is_signed_in(alice, browser):
    for answer in (browser.post(LOGIN, ALICE), post_json(browser, ALICE)):
        assert answer.status_code == 403
        assert not answer.cookies


def test_a_form_from_a_foreign_origin_signs_nobody_in(alice, browser, csrf):
    for origin in ("https://evil.example", "null"):
        headers = {"Origin": origin}
        form = browser.post(LOGIN, ALICE | {"csrfmiddlewaretoken": csrf}, headers=headers)
        assert form.status_code == 403
        assert post_json(browser, ALICE, csrf, **headers).status_code == 403
    assert "sessionid" not in browser.cookies


def test_a_session_id_from_before_sign_in_is_dead_after_it(alice, browser, csrf):
    planted = SessionStore()
    planted["basket"] = 1
    planted.save()
    browser.cookies["sessionid"] = planted.session_key
    browser.post(LOGIN, ALICE | {"csrfmiddlewaretoken": csrf})
    assert browser.cookies["sessionid"].value != planted.session_key
    old = Client()
    old.cookies["sessionid"] = planted.session_key
    assert old.get("/accounts/api/me").status_code == 401


def test_a_made_up_session_id_is_not_adopted(alice, browser, csrf):
    browser.cookies["sessionid"] = "a" * 32
    browser.post(LOGIN, ALICE | {"csrfmiddlewaretoken": csrf})
    assert browser.cookies["sessionid"].value != "a" * 32


def test_an_api_post_by_cookie_alone_is_refused(alice, browser, csrf):
    browser.post(LOGIN, ALICE | {"csrfmiddlewaretoken": csrf})
    answer = browser.post("/accounts/api/tokens", {"name": "x"}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf_failed"


def test_an_inactive_user_cannot_sign_in(make_user, browser, csrf):
    make_user("ghost", is_active=False)
    post_json(browser, {"username": "ghost", "password": PASSWORD}, csrf)
    assert not Session.objects.exists()


def test_the_session_engine_is_djangos_with_our_rows(db):
    assert issubclass(SessionStore, SessionBase)
    assert SessionStore.get_model_class() is Session
    assert Session.get_session_store_class() is SessionStore
