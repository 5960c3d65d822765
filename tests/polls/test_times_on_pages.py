"""Times on the form are read by the clock of the reader."""

import zoneinfo
from datetime import datetime

import pytest
from django.utils import timezone

from polls.models import Question
from tests.polls.test_asking_pages import filled_in
from tests.polls.test_pages import url


def test_times_are_read_in_the_zone_of_who_asks(browser_as, alice):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    browser_as(alice).post("/polls/new/", filled_in(closes_at="2090-06-01T09:30"))
    assert Question.objects.get().closes_at.isoformat() == "2090-06-01T00:30:00+00:00"


BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("zone", "closes_at", "shown"),
    [
        (BERLIN, "2027-10-31T00:30:00+00:00", "2027-10-31T02:30"),  # this hour comes twice:
        (BERLIN, "2027-10-31T01:30:00+00:00", "2027-10-31T02:30"),  # summer, then winter
        (BERLIN, "2027-10-31T01:30:59.999999+00:00", "2027-10-31T02:30"),
        ("Australia/Lord_Howe", "2027-04-03T14:45:00+00:00", "2027-04-04T01:45"),  # half an hour
        ("Asia/Kolkata", "2027-10-31T00:30:17.5+00:00", "2027-10-31T06:00"),
        ("Pacific/Kiritimati", "2100-12-31T23:59:59+00:00", "2101-01-01T13:59"),
    ],
)
def test_a_time_that_was_shown_and_not_touched_stays(
    browser_as, alice, question, zone, closes_at, shown
):
    alice.time_zone = zone
    alice.save()
    Question.objects.update(closes_at=datetime.fromisoformat(closes_at))
    browser = browser_as(alice)
    page = browser.get(url("edit", question))
    assert f'name="closes_at" value="{shown}"' in page.content.decode()
    body = {name: page.context["form"][name].value() for name in ("question_text", "choices")}
    opens = timezone.localtime(question.pub_date, zoneinfo.ZoneInfo(zone))
    body |= {"pub_date": f"{opens:%Y-%m-%dT%H:%M}", "closes_at": shown}
    assert browser.post(url("edit", question), body).status_code == 302
    assert Question.objects.get().closes_at.isoformat() == closes_at.replace(".5+", ".500000+")
    assert Question.objects.get().pub_date == question.pub_date


@pytest.mark.parametrize(
    "given",
    [
        "2031-10-26T02:30",  # the clocks go from 3 back to 2
        "2031-03-30T02:30",  # and from 2 on to 3
    ],
)
def test_an_hour_that_clocks_skip_or_repeat_is_not_guessed(browser_as, alice, given):
    alice.time_zone = BERLIN
    alice.save()
    response = browser_as(alice).post("/polls/new/", filled_in(closes_at=given))
    text = "The clocks of Europe/Berlin skip this hour or show it twice. Choose another time."
    assert response.context["form"].errors == {"closes_at": [text]}


def test_the_form_says_whose_clock_it_goes_by(browser_as, alice):
    alice.time_zone = BERLIN
    alice.save()
    assert "Times are in Europe/Berlin." in browser_as(alice).get("/polls/new/").content.decode()
