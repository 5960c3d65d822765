import pytest
from django.test import Client

from accounts.models import Session

LOGOUT = "/accounts/logout/"


def test_a_get_asks_and_changes_nothing(alice, browser_as):
    browser = browser_as(alice)
    page = browser.get(LOGOUT)
    assert page.status_code == 200
    assert 'method="post"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert browser.get("/accounts/api/me").status_code == 200


def test_a_post_ends_the_session_on_the_server(alice, browser_as):
    browser = browser_as(alice)
    old = browser.cookies["sessionid"].value
    browser.cookies["token"] = "dar_x"
    answer = browser.post(LOGOUT)
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/auth/"
    assert answer.cookies["token"]["max-age"] == 0
    assert not Session.objects.exists()
    assert "You are signed out." in browser.get(answer["Location"]).text
    thief = Client()
    thief.cookies["sessionid"] = old
    assert thief.get("/accounts/api/me").status_code == 401


@pytest.mark.parametrize(
    "headers", [{"Accept": "application/json"}, {"Content-Type": "application/json"}]
)
def test_a_script_is_answered_without_content(alice, browser_as, headers):
    answer = browser_as(alice).post(LOGOUT, headers=headers)
    assert answer.status_code == 204
    assert "messages" not in answer.cookies
    assert not Session.objects.exists()


def test_a_cross_site_post_signs_nobody_out(alice, browser_as):
    browser = browser_as(alice)
    browser.handler.enforce_csrf_checks = True
    answer = browser.post(LOGOUT, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert browser.get("/accounts/api/me").status_code == 200


def test_pages_left_open_see_by_the_csrf_cookie_that_they_are_old(alice, browser_as):
    browser = browser_as(alice)
    browser.get(LOGOUT)
    before = browser.cookies["csrftoken"].value

    answer = browser.post(LOGOUT)

    assert answer.cookies["csrftoken"].value != before
