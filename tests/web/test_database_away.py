"""While the database is away, every answer is 503 with Retry-After, wherever it was missed."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import Session
from accounts.sessions.store import DatabaseSessionStore, SessionStore
from tests.web.routes import routes
from web.refusals import middleware

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[OperationalError, InterfaceError])
def lose_database(request, monkeypatch):
    def gone(*args, **kwargs):
        raise request.param("the connection is closed")

    def lose():
        for name in ("cursor", "connect", "ensure_connection", "chunked_cursor", "set_autocommit"):
            monkeypatch.setattr(connection, name, gone)

    return lose


def assert_unavailable(response, *, json):
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    if json:
        body = response.json()
        assert "unavailable" in body.get("code", body.get("error"))
    else:
        assert "<h1>Back in a moment</h1>" in response.content.decode()


@pytest.mark.sweep
def test_no_page_and_no_endpoint_answers_500(ada, lose_database):
    browser = Client(raise_request_exception=False)
    browser.force_login(ada)
    program = APIClient(
        raise_request_exception=False,
        headers={"Authorization": f"Token {ada.initial_token.key}"},
    )
    lose_database()
    for route in routes():
        client = program if route.is_api else browser
        for method in ("GET", "POST"):
            response = client.generic(method, route.path, b"{}", "application/json")
            if response.status_code == 503:
                assert_unavailable(response, json=True)
            else:  # refused or answered before anybody needed the database
                assert response.status_code < 500, (method, route)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/accounts/api/me", {"Authorization": "Token 9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b"}),
        ("/accounts/api/me", {"Authorization": "Bearer x"}),
        ("/accounts/api/me", {"Authorization": "Basic YWxpY2U6eA=="}),
        ("/accounts/api/me", {"Cookie": "sessionid=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}),
        ("/polls/api/questions", {"Cookie": "sessionid=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}),
    ],
)
def test_every_scheme_says_so_in_json(lose_database, path, headers):
    lose_database()
    response = Client(raise_request_exception=False).get(path, headers=headers)
    assert_unavailable(response, json=True)


@pytest.mark.parametrize("is_debug", [False, True])
def test_a_page_says_so_in_words(alice, lose_database, settings, is_debug):
    settings.DEBUG = is_debug
    browser = Client(raise_request_exception=False)
    browser.force_login(alice)
    lose_database()
    assert_unavailable(browser.get("/polls/"), json=False)


@pytest.mark.parametrize("is_debug", [False, True])
def test_a_middleware_that_misses_it_says_so_too(alice, monkeypatch, settings, is_debug):
    """No process_exception sees what a middleware raises."""
    settings.DEBUG = is_debug

    def gone(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("accounts.people.middleware.TimeZoneMiddleware.__call__", gone)
    browser = Client(raise_request_exception=False)
    assert_unavailable(browser.get("/polls/"), json=False)
    assert_unavailable(browser.get("/polls/api/questions"), json=True)


def test_a_session_that_cannot_be_saved_is_not_taken_for_one_that_was_deleted(alice, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("server closed the connection")

    browser = Client()
    browser.force_login(alice)
    session = browser.session
    session["changed"] = True
    monkeypatch.setattr(Session, "save", gone)
    with pytest.raises(OperationalError):
        session.save()


def test_a_session_that_was_deleted_meanwhile_still_is(monkeypatch):
    def deleted(self, must_create=False):
        raise UpdateError from DatabaseError("no row")

    monkeypatch.setattr(DatabaseSessionStore, "save", deleted)
    with pytest.raises(UpdateError):
        SessionStore("a" * 32).save()


def test_other_errors_are_not_taken_for_a_lost_database(rf):
    request = rf.get("/")
    try:
        raise RuntimeError
    except RuntimeError:
        middleware.note_a_fault(sender=None, request=request)
    assert request.database_fault is None
