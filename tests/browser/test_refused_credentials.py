"""Credentials that ended: one gets new ones."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.schemes import (
    choose_by_token,
    expect_counted,
)
from tests.browser.test_sign_in import sign_in


def test_with_the_session_over_one_signs_in_and_finds_the_vote_as_it_was(
    open_page, bob, vote, question
):
    page = open_page(bob, expect_errors=["401"])
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    bob.sessions.all().delete()

    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/accounts/auth/\?next=%2Fpolls%2F{question.pk}%2F$"))
    expect(page.get_by_role("alert")).to_contain_text("this was not sent")
    sign_in(page, username="bob")

    expect(page.get_by_role("status").first).to_contain_text("was kept")
    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    expect(page.get_by_text("not sent yet", exact=True)).to_be_visible()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect_counted(page)


def test_with_the_token_revoked_one_signs_in_for_another(open_page, bob, question):
    page = open_page(bob, expect_errors=["401"])
    choose_by_token(page)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    bob.tokens.get(name="This browser").revoke(now=timezone.now())

    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Your API token was refused")
    sign_in(page, username="bob")

    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect_counted(page)


def test_who_comes_with_a_refused_token_is_told_why_and_may_go_on(open_page, bob, vote):
    page = open_page(bob, expect_errors=["401"])
    choose_by_token(page)
    bob.tokens.update(revoked_at=timezone.now())

    vote(page)
    expect(page.get_by_role("alert")).to_contain_text("Your API token was refused")
    page.get_by_role("button", name="Continue with the session").click()

    expect(page.get_by_text("Your input was kept")).to_be_visible()
    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    expect(page.get_by_role("button", name="API requests use:")).to_contain_text("Session")
