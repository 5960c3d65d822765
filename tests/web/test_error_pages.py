"""Elsewhere a refusal is a page for people, in the site's own look."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, UnreadablePostError

from accounts.attempts import TooManyAttempts
from accounts.sessions.pages import SignOutView

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(browser):
    browser.raise_request_exception = False
    return browser


def assert_page(response, status, heading):
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
    assert f"<h1>{heading}</h1>" in response.content.decode()


@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [
        (RuntimeError("a bug"), 500, "This is our fault"),
        (Http404("nothing"), 404, "Not found"),
        (PermissionDenied("no"), 403, "Not allowed"),
        (SuspiciousOperation("odd"), 400, "Bad request"),
        (BadRequest("odd"), 400, "Bad request"),
        (UnreadablePostError("gone"), 400, "Bad request"),
        (TooManyAttempts(7), 429, "Too many attempts"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_whatever_a_page_raises_is_said_to_the_reader(browser, broken, error, status, heading):
    broken(SignOutView, "get", error)
    response = browser.get("/accounts/logout/")
    assert_page(response, status, heading)
    assert ("Retry-After" in response) == (status == 429)


def test_with_debug_a_developer_sees_the_traceback(browser, broken, settings):
    settings.DEBUG = True
    broken(SignOutView, "get", RuntimeError("a bug"))
    assert "a bug" in browser.get("/accounts/logout/").content.decode()


def test_a_form_without_its_csrf_token_is_refused_without_a_cookie(browser):
    response = browser.post("/accounts/login/", {"username": "alice"})
    assert_page(response, 403, "Not allowed")
    assert not response.cookies


def test_a_method_that_a_page_has_not_is_refused_with_those_that_it_has(browser_as, alice):
    response = browser_as(alice).trace("/accounts/credentials/tokens/1/revoke/")
    assert_page(response, 405, "Method not allowed")
    assert response["Allow"] == "POST, OPTIONS"


def test_a_body_that_is_too_large_is_refused(browser):
    assert_page(browser.post("/accounts/login/", {"x": "y" * 2_000_000}), 413, "Too large")


@pytest.mark.parametrize("debug", [False, True])
def test_a_form_sent_without_the_slash_is_redirected_as_a_link_is(browser, settings, debug):
    settings.DEBUG = debug
    response = browser.post("/accounts/login", {"username": "alice"})
    assert (response.status_code, response["Location"]) == (301, "/accounts/login/")


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_refusal_is_as_long_as_it_says(browser, settings, accept):
    settings.DEBUG = True  # Django's own page is put away
    response = browser.get("/nowhere/", headers={"Accept": accept})
    assert response.status_code == 404
    assert int(response["Content-Length"]) == len(response.content)


@pytest.mark.parametrize(
    ("accept", "is_json"),
    [
        ("application/json", True),
        ("application/json, text/plain, */*", True),  # axios
        ("application/json, text/javascript, */*; q=0.01", True),  # jQuery
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", False),
        ("*/*", False),
        ("text/html, application/json", False),
        ("text/html;q=0.1, application/json", True),
        ("", False),
        (";;;,q=x/,,/", False),
    ],
)
def test_who_would_rather_have_json_gets_it(browser, accept, is_json):
    response = browser.get("/nowhere/", headers={"Accept": accept})
    assert response.status_code == 404
    assert (response["Content-Type"] == "application/json") is is_json


@pytest.mark.parametrize("path", ["/nowhere", "/polls/999999/", "/docs/choose/nothing/"])
def test_people_in_the_demo_see_the_page_of_the_site_too(browser_as, alice, settings, path):
    settings.DEBUG = True

    assert_page(browser_as(alice).get(path), 404, "Not found")


def test_in_the_demo_a_missing_slash_is_added(browser_as, alice, settings):
    settings.DEBUG = True

    assert browser_as(alice).get("/polls").headers["Location"] == "/polls/"


def test_the_way_on_leads_where_its_words_say(browser, broken):
    broken(SignOutView, "get", Http404("nothing"))
    page = browser.get("/accounts/logout/").content.decode()
    assert '<a class="button button-quiet" href="/polls/">Go to the polls</a>' in page
