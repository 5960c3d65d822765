"""A poll is asked on a page, with and without JavaScript."""

import pytest

from polls.models import Question
from tests.polls.test_pages import url


def filled_in(**fields):
    return {
        "question_text": "Bus or train?",
        "choices": ["Bus", " Train ", "", ""],
        "pub_date": "",
        "closes_at": "",
    } | fields


def edited(**fields):
    return filled_in(pub_date="2026-11-01T08:00", **fields)


def test_a_question_is_asked_with_its_choices(browser_as, alice):
    response = browser_as(alice).post("/polls/new/", filled_in())
    question = Question.objects.get()
    assert response.url == url("detail", question)
    assert question.author == alice
    assert [str(choice) for choice in question.choices.all()] == ["Bus", "Train"]


@pytest.mark.parametrize("given", [5, 12, 18, 20])
def test_without_javascript_there_are_inputs_for_more_choices(browser_as, alice, given):
    texts = [f"Choice {number}" for number in range(given)]
    body = filled_in(choices=texts, closes_at="2090-06-01T09:30", more="1")
    form = browser_as(alice).post("/polls/new/", body).context["form"]
    assert form.choice_inputs() == texts + [""] * min(5, 20 - given)
    assert form["question_text"].value() == "Bus or train?"
    assert 'value="2090-06-01T09:30"' in str(form["closes_at"])
    assert not form.errors
    assert not Question.objects.exists()


def test_more_choices_keep_what_was_edited(browser_as, alice, question):
    body = edited(choices=["A", "B", "C"], more="1")
    form = browser_as(alice).post(url("edit", question), body).context["form"]
    assert form.choice_inputs()[:4] == ["A", "B", "C", ""]
    assert form["question_text"].value() == "Bus or train?"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"question_text": "  "}, "question_text"),
        ({"question_text": "x" * 201}, "question_text"),
        ({"question_text": "a\u200b\nb"}, "question_text"),
        ({"question_text": "\u200b"}, "question_text"),
        ({"question_text": "a\0b"}, "question_text"),
        ({"choices": ["Bus"]}, "choices"),
        ({"choices": ["Bus", "Bus"]}, "choices"),
        ({"choices": ["Bus", "x" * 201]}, "choices"),
        ({"choices": ["Bus", "Tr\0ain"]}, "choices"),
        ({"choices": [str(i) for i in range(21)]}, "choices"),
        ({"closes_at": "2001-01-01T00:00"}, "closes_at"),
        ({"closes_at": "9999-12-31T23:59"}, "closes_at"),
        ({"closes_at": "soon"}, "closes_at"),
        ({"pub_date": "0001-01-01T00:00"}, "pub_date"),
    ],
)
def test_a_question_that_makes_no_sense_is_shown_again(browser_as, alice, fields, wrong):
    response = browser_as(alice).post("/polls/new/", filled_in(**fields))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [wrong]
    assert not Question.objects.exists()
