import re

import pytest
from playwright.sync_api import expect

from accounts import mail
from tests.browser.conftest import DESK, PHONE
from tests.browser.schemes import settle
from tests.conftest import PASSWORD

FOR_STRANGERS = [
    *("register", "register/sent", "password/reset", "password/reset/sent", "auth", "code"),
]
FOR_ALICE = [
    *["credentials", "credentials/end", "profile", "username", "email", "password/change"],
    *["password/change/done", "second-factor/app", "second-factor/codes", "second-factor/off"],
    *["activity", "confirm-access", "delete", "logout"],
]


@pytest.mark.sweep
@pytest.mark.parametrize("look", [PHONE, DESK], ids=["dark phone", "light desk"])
def test_every_page_is_accessible(open_page, alice, look, assert_accessible, settings):
    settings.SIGN_IN_CODES = True
    scheme = "dark" if look is PHONE else "light"
    stranger, signed_in = (open_page(u, viewport=look, color_scheme=scheme) for u in (None, alice))

    for page, paths in ((stranger, FOR_STRANGERS), (signed_in, FOR_ALICE)):
        for path in paths:
            page.goto(f"/accounts/{path}/")
            assert_accessible(page)


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


def test_what_is_wrong_is_said_above_and_tied_to_its_field(open_page, alice, assert_accessible):
    page = open_page(alice, java_script_enabled=True)
    page.goto("/accounts/password/change/")

    page.get_by_label("Old password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("12345")
    page.get_by_label("New password confirmation").fill("12345")
    page.get_by_role("main").get_by_role("button", name="Change your password").click()
    page.get_by_role("alert").get_by_role("link", name="New password confirmation").click()

    field = page.get_by_label("New password confirmation")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    described_by = field.get_attribute("aria-describedby").split()
    assert "too short" in " ".join(page.locator(f"#{i}").inner_text() for i in described_by)
    assert_accessible(page)


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


@pytest.mark.parametrize(
    ("browser_s", "listed"),
    [("Europe/Rome", "Europe/Rome"), ("Asia/Calcutta", "Asia/Kolkata")],  # the one is a link
)
def test_the_zone_of_the_browser_is_offered_and_taken(open_page, alice, closed, browser_s, listed):
    page = open_page(alice, fresh=True, timezone_id=browser_s)
    page.goto(f"/polls/{closed.pk}/results/")

    page.get_by_role("button", name=browser_s).click()

    expect(page.get_by_text(f"Times are in {listed}.")).to_be_visible()
    expect(page.get_by_role("button", name=browser_s)).to_be_hidden()
    expect(page).to_have_url(re.compile(f"/polls/{closed.pk}/results/$"))
