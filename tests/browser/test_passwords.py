"""Passwords can be looked at, and the rules for a new one are ticked off while one types."""

from playwright.sync_api import expect

from tests.conftest import PASSWORD


def show(page, i=0):
    return page.get_by_role("button", name="Show the password").nth(i)


def test_a_password_can_be_shown_and_is_hidden_again(open_page, alice, assert_accessible):
    page = open_page()
    page.goto("/accounts/auth/")
    password = page.get_by_label("Password")
    password.fill(PASSWORD)

    show(page).click()
    expect(password).to_have_attribute("type", "text")
    expect(show(page)).to_have_attribute("aria-pressed", "true")
    assert_accessible(page)
    show(page).click()

    expect(password).to_have_attribute("type", "password")
    expect(password).to_have_value(PASSWORD)


def test_a_shown_password_is_sent_as_a_password(open_page, alice):
    page = open_page()
    page.goto("/accounts/auth/")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    show(page).click()
    page.route("**/accounts/login/", lambda route: route.fulfill(status=204))

    page.get_by_role("main").get_by_role("button", name="Sign in").click()

    expect(page.get_by_label("Password")).to_have_attribute("type", "password")


def test_without_scripts_there_is_no_button_and_all_rules(open_page, alice):
    page = open_page(alice, java_script_enabled=False)
    page.goto("/accounts/password/change/")

    expect(show(page)).to_have_count(0)
    expect(page.locator("[data-rule]")).to_have_count(4)


def test_rules_are_ticked_off_as_they_are_met(open_page, alice, assert_accessible):
    page = open_page(alice)
    page.goto("/accounts/password/change/")
    password = page.get_by_label("New password", exact=True)
    long, digits = (page.get_by_text(text) for text in ["at least 10", "entirely numeric"])
    common = page.get_by_text("commonly used")

    password.press_sequentially("12345")
    expect(long).to_have_attribute("data-met", "false")
    expect(digits).to_have_attribute("data-met", "false")
    password.press_sequentially(" horse")
    expect(long).to_have_attribute("data-met", "true")
    expect(digits).to_have_attribute("data-met", "true")
    expect(common).to_have_attribute("data-met", "")

    again = page.get_by_text("Enter the same password")
    page.get_by_label("New password confirmation").fill("12345")
    expect(again).to_have_attribute("data-met", "false")
    page.get_by_label("New password confirmation").fill("12345 horse")
    expect(again).to_have_attribute("data-met", "true")
    assert_accessible(page)
