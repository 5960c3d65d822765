"""Passkeys in a real browser, with Chromium's virtual authenticator."""

import re
import time

import pytest
from playwright.sync_api import expect

from accounts.second_factor.models import Passkey
from tests.accounts.second_factor.conftest import code, factor  # noqa: F401
from tests.browser.schemes import choose_at_sign_in
from tests.browser.test_sign_in import sign_in


@pytest.fixture
def device():
    """``device(page)``: a device with a finger that always fits is plugged into the browser."""

    def plug_in(page):
        cdp = page.context.new_cdp_session(page)
        cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    return plug_in


def test_a_passkey_is_added_signs_in_and_votes(
    open_page, alice, question, tea, device, assert_accessible
):
    page = open_page(alice, fresh=True)
    device(page)
    page.goto("/accounts/second-factor/")
    assert_accessible(page)
    page.get_by_label("Name of the device").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()

    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert_accessible(page)
    assert Passkey.objects.get().name == "My laptop"
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()

    began = time.monotonic()
    # The device answers the field for the username, without a click (conditional UI).
    page.goto(f"/accounts/auth/?next=/polls/{question.pk}/")
    expect(page).to_have_url(re.compile(rf"/polls/{question.pk}/"))
    page.get_by_role("radio", name=tea.choice_text).check()
    page.get_by_role("button", name="Vote").click()
    expect(page.get_by_text("Your vote is counted.")).to_be_visible()
    assert time.monotonic() - began < 20
    assert Passkey.objects.get().last_used_at

    page.goto("/accounts/confirm-access/?next=/accounts/profile/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile("/accounts/profile/$"))


def test_somebody_who_chose_a_token_is_asked_for_the_code_as_well(open_page, alice, factor):  # noqa: F811
    page = open_page(fresh=True, expect_errors=["400"])
    page.goto("/accounts/auth/?next=/accounts/profile/")
    choose_at_sign_in(page, "API token")
    sign_in(page)

    page.get_by_role("textbox", name="Code").fill(code())
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()

    expect(page).to_have_url(re.compile("/accounts/profile/$"))


def test_a_code_opens_the_page_that_was_asked_for(
    open_page,
    alice,
    factor,  # noqa: F811
    assert_accessible,
):
    page = open_page(fresh=True)
    page.goto("/accounts/auth/?next=/accounts/profile/")
    sign_in(page)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()

    page.get_by_role("textbox", name="Code").fill(code())
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()

    expect(page).to_have_url(re.compile("/accounts/profile/$"))
    for path in ("", "app/", "codes/", "off/", "confirm/"):
        page.goto(f"/accounts/second-factor/{path}")
        assert_accessible(page)
