"""Live results say so when they cannot follow the votes."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.schemes import choose

REFUSED = ["Failed to load resource"]


def test_who_is_signed_out_meanwhile_is_told_and_not_sent_away(watch, bob, question):
    page = watch(expect_errors=REFUSED)
    bob.sessions.all().delete()

    page.clock.run_for(5000)

    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("You are signed out")
    expect(page).to_have_url(re.compile(f"/polls/{question.pk}/results/$"))
    notice.get_by_role("link", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/accounts/auth/\?next=/polls/\d+/results/$"))


def test_who_comes_with_a_token_that_ended_is_told_just_that(open_page, bob, question):
    page = open_page(bob, fresh=True, expect_errors=REFUSED)
    page.clock.install()
    page.goto(f"/polls/{question.pk}/results/")
    choose(page, "API token")
    expect(page.get_by_text("This token expires")).to_be_visible()
    bob.tokens.update(revoked_at=timezone.now())

    page.clock.run_for(5000)

    expect(page.get_by_role("alert")).to_contain_text(
        "The credentials for these requests have ended"
    )
    page.get_by_role("alert").get_by_role("button", name="Renew them").click()
    expect(page.get_by_text("counting live")).to_be_visible()
    assert bob.tokens.filter(name="This browser", revoked_at=None).count() == 1


def test_what_is_not_allowed_is_explained_once(watch, answer):
    page = watch(expect_errors=REFUSED)

    answer(page, 403, code="insufficient_scope")

    expect(page.get_by_role("alert")).to_contain_text("The access token lacks the scope")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(60_000)
    assert asked == []
