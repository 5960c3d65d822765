"""The menu of schemes says what is chosen, in every tab and offline."""

import re

from playwright.sync_api import expect

from tests.browser.schemes import (
    choose,
)


def test_offline_a_change_of_scheme_is_told_and_can_be_sent_again(open_page, bob):
    page = open_page(bob, fresh=True, expect_errors=["ERR_INTERNET_DISCONNECTED"])
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
