"""Through the demo provider and back, as a person does it."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from tests.browser.schemes import choose_at_sign_in
from tests.conftest import PASSWORD

User = get_user_model()


def continue_as(page, person):
    expect(page.get_by_role("heading", level=1)).to_have_text("Demo provider")
    expect(page.get_by_text("Not for production.")).to_be_visible()
    page.get_by_role("button", name=person).click()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_signing_in_leads_where_one_was_going(
    open_page, db, demo_provider, assert_accessible, java_script_enabled
):
    page = open_page(java_script_enabled=java_script_enabled)
    page.goto("/accounts/auth/?next=/accounts/profile/")
    if java_script_enabled:
        assert_accessible(page)
    page.get_by_role("button", name="Continue with Demo provider").click()

    continue_as(page, "Dora Demo")

    expect(page).to_have_url(re.compile("/accounts/profile/$"))
    expect(page.get_by_text("Your username here is dora.")).to_be_visible()
    assert User.objects.get().sessions.exists()


def test_who_signs_in_elsewhere_gets_what_the_chosen_scheme_needs(
    open_page, question, demo_provider
):
    page = open_page()
    page.goto(f"/accounts/auth/?next=/polls/{question.pk}/")
    choose_at_sign_in(page, "API token")
    page.get_by_role("button", name="Continue with Demo provider").click()

    continue_as(page, "Dora Demo")

    page.get_by_role("button", name="API requests use:").click()
    expect(page.get_by_text("This token expires")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="Tea").check()
    with page.expect_request("**/vote") as asked:
        page.get_by_role("button", name="Vote", exact=True).click()
    assert asked.value.headers["authorization"].startswith("Token dar_")
    expect(page.get_by_text("Your vote is counted.")).to_be_visible()


def test_one_who_cancels_is_told_on_the_sign_in_page(
    open_page, db, demo_provider, assert_accessible
):
    page = open_page()
    page.goto("/accounts/auth/")
    page.get_by_role("button", name="Continue with Demo provider").click()

    continue_as(page, "Cancel")

    expect(page.get_by_text("You did not allow us to see who you are")).to_be_visible()
    expect(page.get_by_label("Password")).to_be_visible()
    assert_accessible(page)


def test_one_whose_address_is_taken_signs_in_and_connects(
    open_page, make_user, demo_provider, assert_accessible
):
    theodora = make_user("theodora", email="dora@example.com")
    stranger = open_page()
    stranger.goto("/accounts/auth/")
    stranger.get_by_role("button", name="Continue with Demo provider").click()
    continue_as(stranger, "Dora Demo")
    expect(
        stranger.get_by_text("There is already an account with your email address.")
    ).to_be_visible()

    page = open_page(theodora)
    page.goto("/accounts/credentials/")
    page.get_by_text("Connect an account").click()
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Connect Demo provider").click()
    continue_as(page, "Dora Demo")

    expect(page).to_have_url(re.compile("/accounts/credentials/$"))
    expect(page.get_by_text("Demo provider is connected.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Demo provider")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Disconnect Demo provider dora").click()
    expect(page.get_by_text("None: no other site signs you in here.")).to_be_visible()


def test_the_only_way_in_stays_and_says_why(open_page, db, demo_provider):
    page = open_page()
    page.goto("/accounts/auth/?next=/accounts/credentials/")
    page.get_by_role("button", name="Continue with Demo provider").click()
    continue_as(page, "Emil Demo")

    page.get_by_role("button", name="Disconnect Demo provider emil").click()

    expect(page.get_by_text("This is your only way to sign in.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Demo provider")).to_be_visible()
