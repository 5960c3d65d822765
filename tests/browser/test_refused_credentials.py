"""Credentials that ended: one gets new ones."""

import re
from datetime import timedelta

from django.utils import timezone
from oauth2_provider.models import AccessToken, get_application_model
from playwright.sync_api import expect

from accounts.oauth.kind import end_grants
from tests.browser.schemes import (
    choose_by_token,
    choose_oauth,
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


def test_an_access_token_that_ran_out_is_renewed_unseen(open_page, bob, vote, application):
    page = open_page(bob, expect_errors=["401"])
    choose_oauth(page)
    AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))

    vote(page)

    expect_counted(page)
    assert AccessToken.objects.filter(user=bob, expires__gt=timezone.now()).count() == 1


def test_another_tab_gets_a_grant_of_its_own_unasked(open_page, bob, question, application):
    page = open_page(bob, expect_errors=["401"])
    choose_oauth(page)
    other = page.context.new_page()
    other.goto(f"/polls/{question.pk}/results/")

    expect(other.get_by_text("counting live")).to_be_visible()

    assert AccessToken.objects.filter(user=bob).count() == 2


def test_with_the_grant_ended_one_allows_it_again_and_finds_the_vote(
    open_page, bob, question, application
):
    page = open_page(bob, expect_errors=["401", "400"])
    choose_oauth(page)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    end_grants(now=timezone.now(), user=bob)

    page.get_by_role("button", name="Vote", exact=True).click()
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()

    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect_counted(page)


def test_without_an_application_a_refused_vote_says_what_to_do(
    open_page, bob, question, application
):
    page = open_page(bob, expect_errors=["401", "400", "404"])
    choose_oauth(page)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    get_application_model().objects.all().delete()

    page.get_by_role("button", name="Vote", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("register a public application")
    expect(page.get_by_role("button", name="Vote", exact=True)).to_be_enabled()
