"""The keyboard alone signs in, past the navigation."""

import re

from playwright.sync_api import expect

from tests.conftest import PASSWORD


def test_the_keyboard_alone_signs_in(open_page, alice):
    page = open_page()
    page.goto("/accounts/auth/")

    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type("alice")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/polls/$"))


def test_the_first_stop_of_the_keyboard_skips_the_navigation(open_page, alice):
    page = open_page(alice)
    page.goto("/accounts/logout/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.get_by_role("main").get_by_role("button", name="Sign out")).to_be_focused()


def test_the_chosen_theme_is_remembered(open_page, db):
    page = open_page(color_scheme="light")
    page.goto("/accounts/auth/")
    html = page.locator("html")

    page.get_by_role("button", name="Dark theme").click()
    expect(html).to_have_css("color-scheme", "dark")
    page.reload()

    expect(html).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark theme")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Dark theme").click()
    page.reload()
    expect(html).to_have_css("color-scheme", "light dark")
