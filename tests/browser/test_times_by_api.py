"""Times of a poll are those of the person, and stay as they were if nobody touched them."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from polls.models import Question
from tests.browser.schemes import write_question
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
