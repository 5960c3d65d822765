"""The last of quick choices holds, in every tab."""

import re

from playwright.sync_api import expect

from tests.browser.schemes import (
    choose,
    choose_by_token,
    expect_counted,
    token_key,
)


def test_using_the_scheme_in_use_ends_nothing(open_page, bob, vote):
    page = open_page(bob)
    choose_by_token(page)
    key = token_key(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_role("button", name="Use it").click()

    assert vote(page).headers["authorization"] == f"Token {key}"
    assert not [url for url in asked if "/accounts/api/" in url]
    expect_counted(page)


def test_what_was_chosen_in_another_tab_shows_in_this_one(open_page, bob):
    page = open_page(bob)
    page.goto("/polls/")
    other = page.context.new_page()

    choose_by_token(other)

    expect(page.get_by_role("button", name="API requests use:")).to_contain_text("Token")


def test_the_last_of_two_quick_choices_holds(open_page, bob):
    page = open_page(bob)
    page.goto("/polls/")
    waiting = []
    page.route("**/accounts/api/tokens", lambda route: waiting.append(route), times=1)
    with page.expect_request("**/accounts/api/tokens"):
        choose(page, "API token")
    page.get_by_role("radio", name=re.compile("^Session")).check()
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_role("dialog")).to_have_attribute("aria-busy", "true")
    waiting[0].continue_()

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="API requests use:")).to_contain_text("Session")
    assert token_key(page) is None
