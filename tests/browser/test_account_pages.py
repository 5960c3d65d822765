"""Every page of an account is accessible, and says what is wrong."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
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
