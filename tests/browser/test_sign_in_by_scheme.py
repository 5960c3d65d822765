"""Choosing at the door: the sign-in page gets what the scheme needs."""

import re

from playwright.sync_api import expect

from tests.browser.schemes import POLLS, choose_at_sign_in, expect_counted, token_key
from tests.browser.test_sign_in import sign_in
from tests.conftest import PASSWORD


def test_signing_in_for_a_token_gives_one_of_ones_own(open_page, bob, vote):
    page = open_page()
    page.goto("/accounts/auth/?next=/polls/")
    choose_at_sign_in(page, "API token")

    sign_in(page, username="bob")

    expect(page).to_have_url(POLLS)
    assert bob.tokens.filter(name="get_auth_token").count() == 1
    assert vote(page).all_headers()["authorization"] == f"Token {token_key(page)}"
    expect_counted(page)


def test_a_wrong_password_is_told_in_the_same_words_by_any_scheme(
    open_page, bob, assert_accessible
):
    page = open_page(expect_errors=["400"])
    page.goto("/accounts/auth/")
    sign_in(page, username="bob", password="wrong")
    by_session = page.locator(".form-errors li").first.inner_text()
    page.goto("/accounts/auth/")
    choose_at_sign_in(page, "API token")

    sign_in(page, username="bob", password="wrong")

    expect(page.get_by_role("alert")).to_have_text(by_session)
    assert_accessible(page)
    assert token_key(page) is None


def test_signing_in_for_oauth2_asks_what_the_page_may_do(open_page, bob, vote, application):
    page = open_page()
    page.goto("/accounts/auth/?next=/polls/")
    choose_at_sign_in(page, "OAuth2")
    sign_in(page, username="bob")

    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()

    expect(page).to_have_url(POLLS)
    assert vote(page).all_headers()["authorization"].startswith("Bearer ")
    expect_counted(page)


def test_the_sign_in_page_says_what_was_chosen(open_page, db):
    page = open_page()
    page.goto("/accounts/auth/")
    page.locator("summary").first.click()

    page.get_by_role("radio", name=re.compile("^API token")).check()

    expect(page.locator("summary")).to_contain_text("Token")


def test_offline_signing_in_for_a_token_is_told_and_can_be_sent_again(open_page, bob):
    page = open_page(fresh=True, expect_errors=["ERR_INTERNET_DISCONNECTED"])
    page.goto("/accounts/auth/?next=/polls/")
    choose_at_sign_in(page, "API token")
    page.context.set_offline(True)
    sign_in(page, username="bob")
    expect(page.get_by_role("alert")).to_contain_text("offline")

    page.context.set_offline(False)

    expect(page).to_have_url(POLLS)
    assert token_key(page)


def test_the_password_is_kept_nowhere(open_page, bob):
    page = open_page()
    page.goto("/accounts/auth/?next=/polls/")
    choose_at_sign_in(page, "API token")
    sign_in(page, username="bob")
    expect(page).to_have_url(POLLS)

    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "get_auth_token" in kept
    assert PASSWORD not in kept
    assert token_key(page) not in kept
