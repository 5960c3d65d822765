"""Signing out takes no script, and its address asks first."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.schemes import sign_out


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_signing_out_takes_no_question_and_no_script(open_page, alice, java_script_enabled):
    page = open_page(alice, java_script_enabled=java_script_enabled)
    page.goto("/polls/")

    sign_out(page)

    assert not alice.sessions.exists()


def test_the_address_of_signing_out_asks_first(open_page, alice, assert_accessible):
    page = open_page(alice)
    page.goto("/accounts/logout/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign out?")
    assert_accessible(page)
    assert alice.sessions.exists()
    page.get_by_role("main").get_by_role("button", name="Sign out").click()

    expect(page).to_have_url(re.compile("/accounts/auth/"))
    assert not alice.sessions.exists()
