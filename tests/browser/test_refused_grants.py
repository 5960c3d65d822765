"""A grant that ended is allowed again, and an access token renewed unseen."""

from datetime import timedelta

from django.utils import timezone
from oauth2_provider.models import AccessToken, get_application_model
from playwright.sync_api import expect

from accounts.oauth.kind import end_grants
from tests.browser.schemes import (
    choose_oauth,
    expect_counted,
)


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
