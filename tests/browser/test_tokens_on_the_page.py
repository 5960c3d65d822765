"""Tokens and sessions are made and ended on the page, and shown once."""

import re

from playwright.sync_api import expect

from tests.browser.schemes import settle


def test_a_token_is_made_shown_once_copied_and_revoked(open_page, alice, assert_accessible):
    page = open_page(alice, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/accounts/credentials/")

    page.get_by_text("Create a token").click()
    page.get_by_label("Name", exact=True).fill("my laptop")
    page.get_by_role("button", name="Create the token").click()
    key = page.locator(".secret").inner_text()
    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == key
    assert_accessible(page)
    page.goto("/accounts/credentials/")
    expect(page.get_by_text(key)).to_have_count(0)
    page.get_by_role("button", name="Revoke my laptop").click()
    expect(page.get_by_text("my laptop")).to_have_count(0)


def test_another_browser_is_signed_out_from_here(open_page, alice):
    here, elsewhere = open_page(alice), open_page(alice)
    here.goto("/accounts/credentials/")

    here.get_by_role("button", name=re.compile("^End (?!all)")).click()

    expect(here.get_by_text("this one", exact=True)).to_be_visible()
    elsewhere.goto("/polls/")
    elsewhere.goto("/accounts/profile/")
    expect(elsewhere).to_have_url(re.compile(r"/accounts/auth/\?next=/accounts/profile/"))


def test_reloading_the_page_with_a_new_key_makes_no_second_one(open_page, alice):
    page = open_page(alice)
    page.goto("/accounts/credentials/")
    page.get_by_text("Create a token").click()
    page.get_by_label("Name", exact=True).fill("my laptop")
    page.get_by_role("button", name="Create the token").click()
    expect(page.locator(".secret")).to_be_visible()
    settle(page)

    page.reload()

    expect(page.get_by_role("row").filter(has_text="my laptop")).to_have_count(1)
    expect(page.locator(".secret")).to_have_count(0)


def test_ending_all_access_signs_out_here_too_and_says_so(open_page, alice, assert_accessible):
    page = open_page(alice)
    page.goto("/accounts/credentials/")

    page.get_by_role("link", name="End all access").click()
    page.get_by_role("button", name="End all access").click()

    expect(page.get_by_role("status")).to_contain_text("You have been signed out everywhere")
    assert_accessible(page)
    page.goto("/polls/")
    expect(page).to_have_url(re.compile("/accounts/auth/"))
