"""The account pages say what a press of a button did, or that it did nothing yet."""

import pytest

from tests.accounts.test_credentials_page import PAGE


@pytest.fixture
def browser(alice, browser_as):
    return browser_as(alice)


def test_what_was_ended_is_said(alice, browser):
    path = f"{PAGE}tokens/{alice.initial_token.pk}/revoke/"
    assert "That has ended" in browser.post(path, follow=True).content.decode()


def test_the_end_of_all_is_said(browser):
    page = browser.post(f"{PAGE}tokens/revoke/", follow=True)
    assert "All of them have ended" in page.content.decode()


def test_a_time_zone_that_was_saved_is_said(browser):
    page = browser.post("/accounts/profile/", {"time_zone": "Asia/Kolkata"}, follow=True)
    assert "Your time zone is saved." in page.content.decode()


def test_who_has_to_confirm_first_is_told_that_nothing_was_made(alice, browser, settings):
    settings.FRESH_SESSION_AGE = 0
    page = browser.post(f"{PAGE}tokens/", {"name": "laptop"}, follow=True)
    assert page.redirect_chain[0][0].startswith("/accounts/confirm-access/")
    assert "Nothing has changed yet." in page.content.decode()
    assert not alice.tokens.filter(name="laptop").exists()


def test_who_only_opens_a_page_that_asks_first_is_told_nothing(browser, settings):
    settings.FRESH_SESSION_AGE = 0
    page = browser.get("/accounts/second-factor/app/", follow=True)
    assert "Nothing has changed yet." not in page.content.decode()
