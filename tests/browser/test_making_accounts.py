"""A stranger makes an account, and gets a new password by mail."""

import re

from playwright.sync_api import expect

from accounts import mail
from tests.conftest import PASSWORD


def test_a_stranger_makes_an_account(open_page, transactional_db, mailoutbox, assert_accessible):
    page = open_page()
    page.goto("/accounts/register/")
    page.get_by_label("Username").fill("dora")
    page.get_by_label("Email").fill("dora@example.com")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")

    page.goto(link_in_the_mail(mailoutbox))
    assert_accessible(page)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password confirmation").fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, dora")
    expect(page.locator(".secret")).to_have_text(re.compile("^dar_"))
    assert_accessible(page)


def test_a_forgotten_password_is_replaced(open_page, alice, mailoutbox, assert_accessible):
    page = open_page()
    page.goto("/accounts/password/reset/")
    page.get_by_label("Email").fill(alice.email)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")

    page.goto(link_in_the_mail(mailoutbox))
    assert_accessible(page)
    page.get_by_label("New password", exact=True).fill("another horse battery")
    page.get_by_label("New password confirmation").fill("another horse battery")
    page.get_by_role("button", name="Save the password").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Password saved")
    alice.refresh_from_db()
    assert alice.check_password("another horse battery")


def test_a_used_link_says_so(open_page, db, assert_accessible):
    page = open_page(expect_errors=["410"])
    for path in ("register/made-up", "password/reset/MQ/made-up"):
        page.goto(f"/accounts/{path}/")
        expect(page.get_by_role("heading", level=1)).to_have_text("This link no longer works")
        assert_accessible(page)


def link_in_the_mail(mailoutbox):
    mail._sender.submit(int).result()  # what was handed over before is sent by then
    (message,) = mailoutbox
    return re.search(r"https?://[^/\s]+(/\S+)", message.body)[1]
