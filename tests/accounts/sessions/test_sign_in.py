import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from accounts.models import Session
from accounts.sessions.store import SessionStore
from tests.conftest import PASSWORD

PAGES = ["/accounts/auth/", "/accounts/login/"]
LOGIN = "/accounts/login/"
ALICE = {"username": "alice", "password": PASSWORD}

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:///evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "///evil.example",
    "/\t/evil.example",
    " //evil.example",
    "",
]


@pytest.fixture
def csrf(browser):
    """The CSRF token of a browser that has seen the sign-in page."""
    browser.get(LOGIN)
    return browser.cookies["csrftoken"].value


def post_json(browser, data, csrf="", **headers):
    return browser.post(
        LOGIN, data, content_type="application/json", headers={"X-CSRFToken": csrf} | headers
    )


@pytest.mark.parametrize("path", PAGES)
def test_the_page_has_a_form_that_posts_masks_and_carries_next(db, browser, path):
    page = browser.get(path, {"next": "/polls/1/"})
    html = page.content.decode()
    assert page.status_code == 200
    assert 'method="post"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'type="password"' in html
    assert 'autocomplete="current-password"' in html
    assert 'value="/polls/1/"' in html
    assert "no-store" in page["Cache-Control"]


def test_next_is_escaped(db, browser):
    html = browser.get(LOGIN, {"next": '/"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html


def test_the_right_password_opens_a_session_that_pages_and_api_accept(alice, browser, csrf):
    answer = browser.post(LOGIN, ALICE | {"csrfmiddlewaretoken": csrf, "next": "/polls/?a=1"})
    assert answer.status_code == 302
    assert answer["Location"] == "/polls/?a=1"
    me = browser.get("/accounts/api/me")
    assert me.json()["user"]["username"] == "alice"
    assert me.json()["scheme"] == "session"
    cookie = browser.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_without_next_the_polls_come_first(alice, browser, csrf):
    answer = browser.post(LOGIN, ALICE | {"csrfmiddlewaretoken": csrf})
    assert answer["Location"] == "/polls/"


@pytest.mark.parametrize(
    "credentials",
    [
        {"username": "alice", "password": "not-the-password"},
        {"username": "alice", "password": PASSWORD + " "},
        {"username": "nobody", "password": PASSWORD},
    ],
)
def test_wrong_credentials_show_the_page_again_with_an_error(alice, browser, csrf, credentials):
    answer = browser.post(LOGIN, credentials | {"csrfmiddlewaretoken": csrf, "next": "/polls/1/"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "correct username and password" in html
    assert credentials["password"] not in html
    assert 'value="/polls/1/"' in html
    assert "sessionid" not in browser.cookies


def test_json_signs_in(alice, browser, csrf):
    answer = post_json(browser, ALICE | {"next": "/polls/2/"}, csrf)
    assert answer.status_code == 200
    assert answer.json()["user"]["username"] == "alice"
    assert answer.json()["next"] == "/polls/2/"
    assert browser.get("/accounts/api/me").status_code == 200


def test_a_form_that_accepts_json_is_answered_in_json(alice, browser, csrf):
    headers = {"Accept": "application/json", "X-CSRFToken": csrf}
    answer = browser.post(LOGIN + "?next=/polls/3/", ALICE, headers=headers)
    assert answer.json()["next"] == "/polls/3/"


def test_wrong_credentials_in_json_are_400_and_not_echoed(alice, browser, csrf):
    answer = post_json(browser, {"username": "alice", "password": "hunter2222"}, csrf)
    assert answer.status_code == 400
    assert answer.json() == {
        "detail": "Unable to log in with provided credentials.",
        "code": "invalid_credentials",
    }
    assert "hunter2222" not in answer.content.decode()


@pytest.mark.parametrize("body", ["[]", "null", '"x"', "1", "{", '{"username": {}}', "\xff"])
def test_malformed_json_is_400(db, browser, csrf, body):
    assert post_json(browser, body, csrf).status_code == 400


@pytest.mark.parametrize("url", ELSEWHERE)
def test_next_never_leaves_this_host(alice, browser, csrf, url):
    form = browser.post(LOGIN, ALICE | {"csrfmiddlewaretoken": csrf, "next": url})
    assert form["Location"] == "/polls/"
    query = Client().post(LOGIN, ALICE, query_params={"next": url})
    assert query["Location"] == "/polls/"
    again = Client()
    answer = again.post(LOGIN, ALICE | {"next": url}, content_type="application/json")
    assert answer.json()["next"] == "/polls/"


@pytest.mark.parametrize("next_url", [{}, [], 1, None, True])
def test_a_next_that_is_no_text_is_ignored(alice, next_url):
    answer = Client().post(LOGIN, ALICE | {"next": next_url}, content_type="application/json")
    assert answer.json()["next"] == "/polls/"


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
