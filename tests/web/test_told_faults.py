"""A caller is told what is wrong with the database, and no more than is known."""

import pytest
from django.test import Client
from psycopg import errors
from rest_framework.test import APIClient

from accounts.api import Me
from polls.api import QuestionViewSet
from polls.editing_pages import AskView
from tests.web.test_database_faults import as_django_has_it
from web.databases import condition

ME = "/accounts/api/me"


@pytest.fixture
def program(alice):
    key = alice.initial_token.key
    return APIClient(raise_request_exception=False, headers={"Authorization": f"Token {key}"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.OperationalError("gone"), 503, "unavailable"),
        (errors.QueryCanceled("x"), 503, "database_busy"),
        (errors.DiskFull("x"), 503, "database_full"),
        (errors.ReadOnlySqlTransaction("x"), 503, "database_read_only"),
        (errors.InsufficientPrivilege("x"), 503, "database_unusable"),
        (errors.UndefinedTable("x"), 503, "not_ready"),
        (errors.InvalidRegularExpression("x"), 400, "bad_request"),
        (errors.SyntaxError("x"), 500, "error"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
@pytest.mark.parametrize("is_debug", [False, True], ids=["production", "debug"])
def test_a_caller_is_told_what_is_wrong(
    is_debug, program, broken, settings, monkeypatch, error, status, code
):
    monkeypatch.setitem(condition._seen, "full", False)
    settings.DEBUG = is_debug
    broken(Me, "get", as_django_has_it(error))
    answer = program.get(ME)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert ("Retry-After" in answer) is (status == 503)
    assert condition._seen["full"] is (code == "database_full")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("GET", "Try again in a moment."),
        ("PUT", "You can safely send it again"),
        ("DELETE", "You can safely send it again"),
        ("POST", "Your change may have been saved"),
        ("PATCH", "Your change may have been saved"),
    ],
)
@pytest.mark.parametrize("error", [errors.OperationalError("gone"), errors.QueryCanceled("x")])
def test_a_caller_is_told_no_more_than_is_known(program, broken, method, words, error):
    """The connection may be lost between a commit and the news of it."""
    broken(QuestionViewSet, "initial", as_django_has_it(error))
    answer = program.generic(method, "/polls/api/questions/1", b"{}", "application/json")
    assert answer.status_code == 503
    assert words in answer.json()["detail"]
    assert "Nothing was saved" not in answer.json()["detail"]


@pytest.mark.django_db
def test_a_page_tells_as_much(alice, broken, client):
    broken(AskView, "dispatch", as_django_has_it(errors.OperationalError("gone")))
    client.force_login(alice)
    browser = Client(raise_request_exception=False)
    browser.cookies = client.cookies
    page = browser.post("/polls/new/", {"question_text": "x"}).content.decode()
    assert "Your change may have been saved" in page
