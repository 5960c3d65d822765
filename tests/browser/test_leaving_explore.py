"""Explore leaves no poll behind, whenever it is left."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Token
from polls.models import Question
from tests.browser.test_explore import REFUSALS

QUESTIONS = "**/polls/api/questions"


@pytest.fixture
def page(open_page, alice):
    page = open_page(alice, expect_errors=[*REFUSALS, "ERR_"])
    page.goto("/explore/")
    return page


def leave(page):
    page.goto("/accounts/profile/")
    page.wait_for_load_state("networkidle")


def start_run(page):
    """Run all, until a poll to try things on is there."""
    row = page.get_by_role("button", name="GET /polls/api/questions/{id}, Session: 200")
    page.get_by_role("button", name="Run all").click()
    expect(row).to_have_attribute("data-result", "right")
    assert Question.objects.exists()


def test_leaving_during_a_run_deletes_its_poll_and_its_tokens(page):
    start_run(page)

    leave(page)

    assert not Question.objects.exists()
    assert not Token.objects.live(now=timezone.now()).filter(name="Explore").exists()


def test_a_poll_that_the_page_never_heard_of_goes_when_it_is_opened_again(page, question):
    def answer_too_late(route):
        route.fetch()
        page.evaluate("location.assign('/accounts/profile/')")

    page.route(QUESTIONS, answer_too_late, times=1)
    page.get_by_role("button", name="GET /polls/api/questions/{id}, Session: 200").click()
    page.wait_for_url("**/accounts/profile/")
    left = Question.objects.exclude(pk=question.pk).get()
    assert left.closes_at < timezone.now() + timedelta(hours=1)

    with page.expect_response(lambda response: response.request.method == "DELETE"):
        page.goto("/explore/")

    page.wait_for_load_state("networkidle")
    assert Question.objects.get() == question
    assert page.evaluate("sessionStorage.getItem('explore.asked')") is None


def test_permission_is_not_asked_for_during_a_run(page):
    start_run(page)

    expect(page.get_by_role("button", name="Allow it")).to_be_disabled()
