"""A form that is older than the votes is told so."""

import pytest

from polls.models import Question
from tests.polls.test_pages import url


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
