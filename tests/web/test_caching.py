"""No cache that people share keeps what is for one of them."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.views.decorators.cache import cache_control
from django.views.decorators.vary import vary_on_cookie

from tests.web.routes import routes
from web.caching import CacheMiddleware
from web.refusals import is_public


def kept_by(answer) -> set[str]:
    return {part.strip() for part in answer.get("Cache-Control", "").split(",") if part}


@pytest.mark.sweep
def test_what_a_signed_in_person_gets_is_kept_by_no_shared_cache(browser_as, ada):
    cookies = browser_as(ada).cookies
    for route in routes():
        browser = Client()
        browser.cookies = cookies.copy()
        answer = browser.get(route.path)
        if is_public(route):  # it says the same to everybody
            assert not answer.cookies, route
        else:
            assert kept_by(answer) & {"private", "no-store"}, (route, answer.headers)


@pytest.mark.parametrize(
    "path",
    ["/polls/", "/accounts/profile/", "/accounts/email/", "/accounts/credentials/", "/explore/"],
)
def test_a_page_that_knows_a_person_is_not_stored(path, browser_as, alice):
    """Not by their own browser either: the next person at it could go back to the page."""
    answer = browser_as(alice).get(path)
    assert answer.status_code == 200
    assert "no-store" in kept_by(answer)


@pytest.mark.sweep
def test_what_depends_on_a_cookie_is_private_for_strangers_as_well(db):
    for route in routes():
        answer = Client().get(route.path)
        if "cookie" in answer.get("Vary", "").lower() and not is_public(route):
            assert kept_by(answer) & {"private", "no-store"}, (route, answer.headers)


def test_a_page_whose_language_a_cookie_chose_says_so(client, db):
    answer = client.get("/accounts/auth/", headers={"Cookie": "language=de"})
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (lambda request: HttpResponse(), ""),
        (vary_on_cookie(lambda request: HttpResponse()), "private, no-cache"),
        (
            vary_on_cookie(cache_control(public=True)(lambda request: HttpResponse())),
            "public",
        ),
    ],
)
def test_a_view_that_says_who_may_keep_it_decides(view, expected):
    answer = CacheMiddleware(view)(RequestFactory().get("/"))
    assert answer.get("Cache-Control", "") == expected


def test_an_answer_that_needs_no_session_reads_none(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get("/nowhere/", headers={"Cookie": f"sessionid={'a' * 32}"})
