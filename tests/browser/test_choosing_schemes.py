"""The menu of schemes says what is chosen, in every tab and offline."""

import re

from playwright.sync_api import expect

from tests.browser.schemes import (
    choose,
    choose_by_token,
    expect_counted,
    token_key,
)


def test_offline_a_change_of_scheme_is_told_and_can_be_sent_again(open_page, bob):
    page = open_page(bob, expect_errors=["ERR_INTERNET_DISCONNECTED"])
    page.goto("/polls/")
    page.context.set_offline(True)
    choose(page, "API token")
    expect(page.get_by_role("alert")).to_contain_text("offline")
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()

    page.context.set_offline(False)

    expect(page.get_by_text("This token expires")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^API token"))).to_be_checked()


def test_arrow_keys_pass_by_schemes_and_change_nothing(open_page, bob):
    page = open_page(bob)
    page.goto("/polls/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="API requests use:").click()
    page.get_by_role("radio", name=re.compile("^Session")).focus()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    expect(page.get_by_role("radio", name=re.compile("^OAuth2"))).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="API requests use:")).to_contain_text("Session")
    page.get_by_role("button", name="API requests use:").click()
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()
    assert asked == []
    page.get_by_role("radio", name=re.compile("^Session")).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This token expires")).to_be_visible()


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
