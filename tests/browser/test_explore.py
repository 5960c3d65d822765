"""Explore runs what it documents."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Token
from explore import cases
from explore.endpoints import endpoints
from polls.models import Question
from tests.conftest import PASSWORD

REFUSALS = ["401", "403", "404"]


def allow_bearers(page):
    page.get_by_label("Credentials").select_option("bearer")
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("button", name="Allow it").click()
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()
    expect(page.locator("[data-verdict]")).to_be_visible()


@pytest.mark.usefixtures("application")
def test_every_cell_is_answered_as_documented(open_page, alice):
    page = open_page(alice, expect_errors=REFUSALS)
    page.goto("/explore/")
    allow_bearers(page)
    page.get_by_label("Credentials").select_option("basic")
    page.get_by_label("Your password").fill(PASSWORD)

    page.get_by_role("button", name="Run all").click()

    total = len(endpoints()) * len(cases.credentials())
    expect(page.locator("[data-progress]")).to_have_text(f"{total} / {total}", timeout=120_000)
    expect(page.locator(".cell[data-result=right]")).to_have_count(total)
    expect(page.get_by_role("button", name="Run all")).to_be_enabled()
    assert not Question.objects.exists()
    live = Token.objects.live(now=timezone.now())
    assert not live.filter(name="Explore").exists()


def test_one_shows_request_and_answer_side_by_side_and_why(open_page, alice, assert_accessible):
    page = open_page(alice, expect_errors=REFUSALS)
    page.goto("/explore/")

    page.get_by_label("Endpoint").select_option("vote")
    page.get_by_label("Credentials").select_option("session-without-csrf")
    page.get_by_role("button", name="Run", exact=True).click()

    request = page.get_by_role("region", name="Request")
    answer = page.get_by_role("region", name="Answer")
    expect(request).to_contain_text("POST /polls/api/questions/")
    expect(request).to_contain_text('"choice"')
    expect(request).to_contain_text("sessionid=••••••••")
    expect(answer).to_contain_text("403 Forbidden")
    expect(answer).to_contain_text('"code": "csrf_failed"')
    expect(page.get_by_role("status").filter(has_text="as documented")).to_contain_text("403")
    expect(
        page.get_by_text("So the cookie alone lets it read, but change nothing.")
    ).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="More in the docs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sessions")


def test_a_key_that_is_made_here_is_not_shown(open_page, alice):
    page = open_page(alice)
    page.goto("/explore/")

    page.get_by_role("button", name="POST /accounts/api/tokens, Session: 201").click()

    expect(page.get_by_role("region", name="Answer")).to_contain_text('"key": "••••••••"')
