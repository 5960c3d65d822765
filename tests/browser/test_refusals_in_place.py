"""Refusals that need no new credentials are told beside what was sent."""

import re
from functools import partial

from playwright.sync_api import Route, expect

from tests.browser.conftest import PHONE
from tests.browser.schemes import expect_counted


def test_too_many_is_counted_down_in_place(open_page, bob, question, assert_accessible):
    page = open_page(bob, expect_errors=["429"], viewport=PHONE)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    body = '{"detail": "Request was throttled.", "code": "throttled"}'
    page.route(
        "**/vote", lambda r: r.fulfill(status=429, headers={"Retry-After": "2"}, body=body), times=1
    )

    page.get_by_role("button", name="Vote", exact=True).click()

    again = page.get_by_role("button", name="Send again")
    expect(page.get_by_role("alert")).to_contain_text(re.compile("in 2 seconds"))
    expect(again).to_be_disabled()
    assert_accessible(page)
    expect(again).to_be_enabled()
    again.click()
    expect_counted(page)


REFUSALS = [
    (403, '{"detail": "CSRF Failed", "code": "csrf_failed"}', "Reload the page"),
    (403, '{"detail": "Too little.", "code": "insufficient_scope"}', "lacks the scope"),
    (403, '{"detail": "Not yours.", "code": "permission_denied"}', "not allowed to do this"),
    (409, '{"detail": "This poll is closed.", "code": "poll_closed"}', "This poll is closed."),
    (400, '{"choice": ["Choose another."]}', "Choose another."),
    (400, '{"detail": "Not of it.", "code": "foreign_choice"}', "changed in the meantime"),
    (502, "<h1>Bad gateway</h1>", "wrong on the server (502)"),
    (503, '{"detail": "away", "code": "unavailable"}', "not available right now"),
    (500, "<h1>broken</h1>", "wrong on the server (500)"),
]


def test_a_refusal_is_said_beside_the_vote(open_page, bob, question):
    page = open_page(bob, expect_errors=[str(status) for status, *_ in REFUSALS])
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()

    for status, body, text in REFUSALS:
        page.route("**/vote", partial(Route.fulfill, status=status, body=body), times=1)
        page.get_by_role("button", name="Vote", exact=True).click()

        expect(page.get_by_role("alert")).to_contain_text(text)
        again = page.get_by_role("alert").get_by_role("button", name="Send again")
        expect(again).to_have_count(1 if status >= 500 else 0)
        expect(page.get_by_role("radio", name="Coffee")).to_be_checked()


def test_offline_the_vote_waits_and_goes_when_the_network_is_back(open_page, bob, question):
    page = open_page(bob, fresh=True, expect_errors=["ERR_INTERNET_DISCONNECTED"])
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    page.context.set_offline(True)

    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("offline")
    page.context.set_offline(False)

    expect_counted(page)


def test_a_form_of_another_session_is_reloaded_with_its_choice(open_page, bob, question):
    page = open_page(bob, expect_errors=["403"])
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    page.context.clear_cookies(name="csrftoken")

    page.get_by_role("button", name="Vote", exact=True).click()
    page.get_by_role("alert").get_by_role("button", name="Reload").click()

    expect(page.get_by_text("was kept")).to_be_visible()
    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
