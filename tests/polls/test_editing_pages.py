"""A poll is edited, closed and deleted on its pages."""

from datetime import timedelta

import pytest

from polls.models import Question, Vote
from tests.polls.test_asking_pages import edited, filled_in
from tests.polls.test_pages import said, url


def test_editing_keeps_what_was_not_touched(browser_as, alice, question):
    page = browser_as(alice).get(url("edit", question))
    form = page.context["form"]
    assert form.choice_inputs() == ["Tea", "Coffee", *[""] * 5]
    shown = {
        "question_text": form["question_text"].value(),
        "choices": form.choice_inputs(),
        "pub_date": f"{question.pub_date:%Y-%m-%dT%H:%M}",
        "closes_at": "",
    }
    browser_as(alice).post(url("edit", question), shown)
    edited = Question.objects.get()
    assert edited.pub_date == question.pub_date
    assert [c.pk for c in edited.choices.all()] == [c.pk for c in question.choices.all()]


def test_a_question_that_was_asked_has_a_time_to_open(browser_as, alice, upcoming):
    response = browser_as(alice).post(url("edit", upcoming), filled_in())
    assert list(response.context["form"].errors) == ["pub_date"]


def test_after_votes_the_form_has_times_alone(browser_as, alice, bob, question, tea):
    question.votes.create(user=bob, choice=tea)
    page = browser_as(alice).get(url("edit", question)).content.decode()
    assert "There are votes already" in page
    assert 'name="question_text"' not in page
    assert 'name="choices"' not in page
    times = {"pub_date": f"{question.pub_date:%Y-%m-%dT%H:%M}", "closes_at": "2090-01-01T08:00"}
    response = browser_as(alice).post(url("edit", question), times)
    assert response.url == url("detail", question)
    assert Question.objects.get().closes_at.year == 2090


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"question_text": "Tea, or coffee?"}, "the question stays as it is"),
        ({"choices": ["A", "B"]}, "the choices stay as they are"),
        ({"pub_date": "2090-01-01T08:00", "closes_at": ""}, "cannot open after the first"),
    ],
)
def test_a_form_older_than_the_votes_is_told_so(
    browser_as, alice, bob, question, tea, fields, said
):
    question.votes.create(user=bob, choice=tea)
    form = {
        "question_text": "Tea or coffee?",
        "choices": ["Tea", "Coffee", ""],
        "pub_date": f"{question.pub_date:%Y-%m-%dT%H:%M}",
        "closes_at": "",
    }
    response = browser_as(alice).post(url("edit", question), form | fields)
    assert response.status_code == 200
    assert said in str(response.context["form"].non_field_errors())
    assert (
        Question.objects.values().get()
        == Question.objects.filter(
            question_text="Tea or coffee?", pub_date=question.pub_date, closes_at=None
        )
        .values()
        .get()
    )
    assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]


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
