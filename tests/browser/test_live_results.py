"""Results follow the votes."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from polls import editing, voting


def test_the_first_vote_is_one_vote(watch, alice, question, tea):
    page = watch()
    voting.cast(user=alice, question=question, choice_id=tea.pk, now=timezone.now())

    page.clock.run_for(5000)

    expect(page.get_by_text("1 vote", exact=True)).to_be_visible()


def test_the_chart_appears_and_grows_with_the_votes(watch, alice, bob, charlie, question, tea):
    page = watch()
    expect(page.locator("figure")).to_be_hidden()
    for user in (alice, bob, charlie):
        voting.cast(user=user, question=question, choice_id=tea.pk, now=timezone.now())

    page.clock.run_for(5000)

    expect(page.locator("figure")).to_be_visible()
    expect(page.locator("figure rect").last).to_have_attribute("height", "3")
    expect(page.locator("figure time").last).to_have_text(re.compile(r"^\d+ \w+, \d\d:\d\d$"))


def test_a_poll_that_is_closed_meanwhile_stops_being_live(watch, question):
    page = watch()
    editing.close(question, now=timezone.now())

    page.clock.run_for(5000)

    expect(page.locator(".status")).to_have_text("Closed")
    expect(page.locator("[data-results]")).to_have_count(0)
