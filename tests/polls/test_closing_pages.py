"""A poll is closed and deleted on its pages."""

from datetime import timedelta

from polls.models import Question, Vote
from tests.polls.test_asking_pages import edited
from tests.polls.test_pages import said, url


def test_staff_edits_any_poll(browser_as, ada, question):
    browser_as(ada).post(url("edit", question), edited())
    assert Question.objects.get().question_text == "Bus or train?"
    assert Question.objects.get().author == question.author


def test_a_poll_is_closed_now_and_once(browser_as, alice, question, now):
    browser = browser_as(alice)
    response = browser.post(url("close", question))
    closes_at = Question.objects.get().closes_at
    assert now <= closes_at < now + timedelta(minutes=1)
    assert response.url == url("detail", question)
    assert "This poll is closed." in said(browser.post(url("close", question)))
    assert Question.objects.get().closes_at == closes_at


def test_a_poll_is_deleted_with_its_votes(browser_as, alice, bob, question, tea):
    question.votes.create(user=bob, choice=tea)
    response = browser_as(alice).post(url("delete", question))
    assert response.url == "/polls/"
    assert not Question.objects.exists()
    assert not Vote.objects.exists()
