"""A scheme that breaks on the way is told, and another one is of use."""

import re

from playwright.sync_api import expect

from tests.browser.schemes import (
    choose,
    expect_counted,
)


def test_who_does_not_allow_it_goes_on_by_session(
    open_page, bob, vote, application, assert_accessible
):
    page = open_page(bob)
    page.goto("/polls/")
    choose(page, "OAuth2")

    page.get_by_role("main").get_by_role("button", name="Do not allow").click()

    expect(page.get_by_role("alert")).to_contain_text("access_denied")
    assert_accessible(page)
    assert "x-csrftoken" in vote(page).all_headers()
    expect_counted(page)


def test_a_code_that_nobody_here_asked_for_is_not_redeemed(open_page, bob, application):
    page = open_page(bob)
    requests = []
    page.on("request", lambda request: requests.append(request.url))

    page.goto("/explore/callback/?code=planted&state=planted&iss=x")

    expect(page.get_by_role("alert")).to_contain_text("no_request")
    assert page.url.endswith("/explore/callback/")
    assert not any("/auth/token" in url for url in requests)


def test_without_a_registered_application_it_is_said_what_to_do(open_page, bob):
    page = open_page(bob, expect_errors=["404"])
    page.goto("/polls/")

    choose(page, "OAuth2")

    expect(page.get_by_role("alert")).to_contain_text("register a public application")
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()


def test_what_broke_on_the_way_is_told_and_the_menu_stays_of_use(open_page, bob, application):
    page = open_page(bob, expect_errors=["502"])
    page.goto("/polls/")
    page.route(
        "**/.well-known/oauth-authorization-server**",
        lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"),
        times=1,
    )

    choose(page, "OAuth2")

    expect(page.get_by_role("alert")).to_contain_text("went wrong on the server (502)")
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()
    page.get_by_role("radio", name=re.compile("^API token")).check()
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("This token expires")).to_be_visible()
