"""A cell is run as it was asked for, and what was not run is counted apart."""

import re

import pytest
from playwright.sync_api import expect

from explore import cases
from explore.endpoints import endpoints
from tests.browser.test_explore import REFUSALS, allow_bearers
from tests.conftest import PASSWORD


def test_a_cell_of_the_table_runs_it(open_page, alice):
    page = open_page(alice, expect_errors=REFUSALS)
    page.goto("/explore/")

    page.get_by_role("button", name="GET /accounts/api/me, Expired token: 401").click()

    answer = page.get_by_role("region", name="Answer")
    expect(answer).to_contain_text("Token has expired")
    expect(answer).to_contain_text("www-authenticate:")


def test_with_the_session_over_the_bench_says_so(open_page, alice):
    page = open_page(alice, expect_errors=REFUSALS)
    page.goto("/explore/")
    alice.sessions.all().delete()

    page.get_by_role("button", name="PATCH /polls/api/questions/{id}, Token: 200").click()

    expect(page.get_by_role("alert")).to_contain_text("You are signed out.")
    page.get_by_role("alert").get_by_role("link", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/accounts/auth/\?next=/explore/"))


def test_what_was_not_run_is_counted_apart_from_what_went_wrong(open_page, alice):
    page = open_page(alice, expect_errors=[*REFUSALS, "ERR_FAILED"])
    page.goto("/explore/")
    page.get_by_label("Credentials").select_option("basic")
    page.get_by_label("Your password").fill(PASSWORD)
    page.route("**/accounts/api/me", lambda route: route.abort(), times=1)

    page.get_by_role("button", name="Run all").click()

    expect(page.get_by_role("button", name="Run all")).to_be_enabled(timeout=120_000)
    offered = len(endpoints())
    lacking = offered * len(["bearer", "bearer-reading", "bearer-revoked"])
    lacking += len(cases.credentials()) - 3  # no application is there for the form
    ran = offered * len(cases.credentials()) - lacking - 1
    expect(page.locator("[data-progress]")).to_contain_text(f"{ran} / ")
    needs = "they need an access token or an application"
    expect(page.locator("[data-progress]")).to_contain_text(f"✗ 1 · {lacking} not run: {needs}")
    expect(page.locator(".cell[data-result=wrong]")).to_have_count(1)
    expect(page.locator(".cell[data-result=skipped]")).to_have_count(lacking)
    expect(page.get_by_role("button", name="Allow it")).to_be_visible()


@pytest.mark.usefixtures("application")
def test_what_one_wanted_to_run_runs_once_it_is_allowed(open_page, alice):
    page = open_page(alice)
    page.goto("/explore/")
    page.get_by_label("Endpoint").select_option("me")

    allow_bearers(page)

    expect(page.get_by_role("region", name="Answer")).to_contain_text('"scheme": "bearer"')
    expect(page).to_have_url(re.compile("endpoint=me&credentials=bearer$"))


def test_an_answer_goes_when_another_question_is_chosen(open_page, alice):
    page = open_page(alice)
    page.goto("/explore/")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("region", name="Answer")).to_be_visible()

    page.get_by_label("Credentials").select_option("token")

    expect(page.get_by_role("region", name="Answer")).to_be_hidden()
    expect(page.locator("[data-verdict]")).to_be_hidden()
