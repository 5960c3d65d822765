"""Votes are cast, changed and withdrawn on the page of a poll."""

from datetime import timedelta

import pytest
from django.utils import timezone

from polls.models import Vote
from tests.polls.test_pages import said, url


def test_a_vote_is_counted_and_leads_to_the_results(browser_as, bob, question, tea):
    response = browser_as(bob).post(url("vote", question), {"choice": tea.pk}, follow=True)
    assert response.redirect_chain == [(url("results", question), 302)]
    assert response.context["results"]["total"] == 1
    assert said(response) == ["Your vote is counted."]


def test_votes_over_time_end_now_at_the_latest(browser_as, bob, ask, now):
    question = ask(pub_date=now - timedelta(days=90))
    question.votes.create(user=bob, choice=question.choices.first(), voted_at=now)
    context = browser_as(bob).get(url("results", question)).context
    assert context["until"] <= timezone.now() < context["results"]["over_time"][-1]["to"]


def test_a_vote_can_be_changed_and_withdrawn(browser_as, bob, question, tea, coffee):
    browser = browser_as(bob)
    browser.post(url("vote", question), {"choice": tea.pk})
    browser.post(url("vote", question), {"choice": coffee.pk})
    assert Vote.objects.get().choice == coffee
    browser.post(url("vote", question), {"withdraw": "1"})
    assert not Vote.objects.exists()


@pytest.mark.parametrize("choice", ["", "x", "-1", "1e3", "9" * 30, "٣"])
def test_a_vote_for_nothing_asks_again(browser_as, bob, question, choice):
    response = browser_as(bob).post(url("vote", question), {"choice": choice})
    assert response.url == url("detail", question)
    assert said(response) == ["Choose one of the answers first."]


def test_a_vote_on_a_closed_poll_says_why_not(browser_as, bob, closed):
    choice = closed.choices.first()
    response = browser_as(bob).post(url("vote", closed), {"choice": choice.pk})
    assert said(response) == ["This poll is closed."]
    assert not Vote.objects.exists()


def test_a_vote_needs_the_forms_own_token(browser, bob, question, tea):
    browser.force_login(bob)
    response = browser.post(url("vote", question), {"choice": tea.pk})
    assert response.status_code == 403
    assert not Vote.objects.exists()
