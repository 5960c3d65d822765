"""Times that nobody touched stay as they were."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from polls.models import Question
from tests.browser.schemes import settle
from tests.browser.test_asking_by_api import CLOSES, choices, expect_title
from tests.browser.test_times_by_api import BERLIN, live_in


def test_editing_leaves_alone_the_times_that_were_not_touched(open_page, alice, ask, now):
    live_in(BERLIN, alice)
    question = ask(by=alice, closes_at=now + timedelta(days=9))
    page = open_page(alice)
    page.goto(f"/polls/{question.pk}/edit/")
    page.get_by_label("Question").fill("Tea, or coffee?")

    page.get_by_role("button", name="Save").click()

    expect_title(page, "Tea, or coffee?")
    edited = Question.objects.get()
    assert (edited.pub_date, edited.closes_at) == (question.pub_date, question.closes_at)


def test_a_time_that_was_changed_is_not_forgotten_over_an_error(open_page, alice, question):
    page = open_page(alice, expect_errors=["400"])
    page.goto(f"/polls/{question.pk}/edit/")
    page.get_by_label(CLOSES).fill("2031-06-01T09:30")
    choices(page).nth(1).fill("Tea")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Each choice must be different.")).to_be_visible()
    settle(page)

    choices(page).nth(1).fill("Cocoa")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Cocoa")).to_be_visible()
    assert Question.objects.get().closes_at == datetime(2031, 6, 1, 9, 30, tzinfo=UTC)


def test_a_closing_time_can_be_taken_away(open_page, alice, ask, now):
    question = ask(by=alice, closes_at=now + timedelta(days=9))
    page = open_page(alice)
    page.goto(f"/polls/{question.pk}/edit/")
    page.get_by_label(CLOSES).fill("")

    page.get_by_role("button", name="Save").click()

    expect_title(page, "Tea or coffee?")
    assert Question.objects.get().closes_at is None
