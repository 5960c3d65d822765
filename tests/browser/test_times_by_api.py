"""Times of a poll are those of the person, and stay as they were if nobody touched them."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from polls.models import Question
from tests.browser.schemes import settle, write_question
from tests.browser.test_asking_by_api import CLOSES, OPENS, QUESTIONS, choices, expect_title

BERLIN = "Europe/Berlin"


def live_in(zone, person):
    person.time_zone = zone
    person.save()


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2031-06-01T09:30", datetime(2031, 6, 1, 7, 30, tzinfo=UTC)),
        ("2031-12-01T09:30", datetime(2031, 12, 1, 8, 30, tzinfo=UTC)),
        ("2031-03-30T01:59", datetime(2031, 3, 30, 0, 59, tzinfo=UTC)),  # clocks go ahead at 2
        ("2031-03-30T03:00", datetime(2031, 3, 30, 1, 0, tzinfo=UTC)),
        ("2031-10-26T03:00", datetime(2031, 10, 26, 2, 0, tzinfo=UTC)),  # and back at 3
    ],
)
def test_times_are_those_of_the_person_whatever_the_browser_thinks(open_page, alice, local, utc):
    live_in(BERLIN, alice)
    page = open_page(alice)
    write_question(page)
    page.get_by_label(CLOSES).fill(local)

    page.get_by_role("button", name="Ask").click()

    expect_title(page, "Sea or hills?")
    expect(page.get_by_text("The poll is saved.")).to_be_visible()
    assert Question.objects.get().closes_at == utc


@pytest.mark.parametrize("local", ["2031-03-30T02:30", "2031-10-26T02:30", "10000-01-01T00:00"])
def test_a_time_that_no_clock_shows_just_once_is_told_at_its_field(open_page, alice, local):
    live_in(BERLIN, alice)
    page = open_page(alice, expect_errors=["400"])
    write_question(page)
    page.get_by_label(CLOSES).fill(local)

    page.get_by_role("button", name="Ask").click()

    expect(page.get_by_role("alert")).to_contain_text(CLOSES)
    expect(page.get_by_label(CLOSES)).to_have_attribute("aria-invalid", "true")
    expect(choices(page).nth(1)).to_have_value("Hills")
    assert not Question.objects.exists()


def test_a_poll_without_times_opens_at_once_and_stays_open(open_page, alice):
    page = open_page(alice)
    write_question(page)
    page.get_by_label(OPENS).fill("2031-06-01T09:30")
    page.get_by_label(OPENS).fill("")

    with page.expect_request(QUESTIONS) as asked:
        page.get_by_role("button", name="Ask").click()

    expect(page.get_by_role("radio")).to_have_count(2)
    assert asked.value.method == "POST"
    assert Question.objects.get().closes_at is None


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
