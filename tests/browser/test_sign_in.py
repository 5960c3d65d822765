"""Signing in leads where one was going, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import PASSWORD


def sign_in(page, *, username="alice", password=PASSWORD):
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_signing_in_leads_where_one_was_going(open_page, alice, java_script_enabled):
    page = open_page(java_script_enabled=java_script_enabled)
    page.goto("/accounts/auth/?next=/accounts/logout/%3Fa=%22%3Cb")

    sign_in(page)

    expect(page).to_have_url(re.compile(r"/accounts/logout/\?a=%22%3Cb$"))


def test_a_wrong_password_is_told_in_words_and_next_is_kept(open_page, alice, assert_accessible):
    page = open_page()
    page.goto("/accounts/auth/?next=/accounts/logout/")

    sign_in(page, password="wrong")

    expect(page.get_by_role("alert")).to_contain_text("correct username and password")
    expect(page).to_have_title(re.compile("^Error: Sign in"))
    expect(page.get_by_label("Password")).to_have_value("")
    expect(page.get_by_label("Password")).to_be_focused()
    assert_accessible(page)
    sign_in(page)
    expect(page).to_have_url(re.compile("/accounts/logout/$"))


def test_one_who_guesses_too_often_is_told_how_long_to_wait(open_page, alice, settings):
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"account_and_address": (1, 300)}
    page = open_page(expect_errors=["429"])
    page.goto("/accounts/auth/")
    sign_in(page, password="wrong")
    expect(page.get_by_role("alert")).to_contain_text("correct username and password")

    sign_in(page, password="wrong")

    expect(page.get_by_role("alert")).to_contain_text("Try again in 5 minutes.")


def test_the_password_is_masked_and_password_managers_know_the_fields(open_page, db):
    page = open_page()
    page.goto("/accounts/auth/")

    password = page.get_by_label("Password")
    expect(password).to_have_attribute("type", "password")
    expect(password).to_have_attribute("autocomplete", "current-password")
    expect(page.get_by_label("Username")).to_have_attribute(
        "autocomplete", re.compile("^username( webauthn)?$")
    )
