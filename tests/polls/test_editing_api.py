"""PUT and PATCH of a question: what may change, and until when."""

from datetime import timedelta

import pytest

from polls import voting
from polls.models import Question
from tests.polls.test_questions_api import one, texts


def test_what_was_read_can_be_put_back(api_as, alice, bob, question, tea, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    client = api_as(alice)
    before = client.get(one(question)).json()
    answer = client.put(one(question), before)
    assert answer.status_code == 200
    assert answer.json() == before


def test_choices_can_be_replaced_while_nobody_voted(api_as, alice, question):
    answer = api_as(alice).patch(one(question), {"choices": ["Water", "Tea", "Milk"]})
    assert answer.status_code == 200
    assert [choice["choice_text"] for choice in answer.json()["choices"]] == [
        "Water",
        "Tea",
        "Milk",
    ]
    assert texts(question) == ["Water", "Tea", "Milk"]


@pytest.mark.parametrize("choices", [["Water", "Juice"], ["Coffee", "Tea"], ["Tea", "Coffee", "x"]])
def test_choices_are_frozen_once_a_vote_is_in(api_as, alice, bob, question, tea, now, choices):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    answer = api_as(alice).patch(one(question), {"question_text": "New?", "choices": choices})
    assert answer.status_code == 409
    assert answer.json()["code"] == "choices_frozen"
    question.refresh_from_db()
    assert question.question_text == "Tea or coffee?"
    assert texts(question) == ["Tea", "Coffee"]


def test_the_end_can_be_moved_once_a_vote_is_in(api_as, alice, bob, question, tea, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    closes_at = now + timedelta(days=1)
    answer = api_as(alice).patch(one(question), {"closes_at": closes_at})
    assert answer.status_code == 200
    assert Question.objects.get().closes_at == closes_at
    assert api_as(alice).patch(one(question), {"closes_at": None}).json()["closes_at"] is None


def test_an_edit_keeps_the_end_after_the_beginning(api_as, alice, question, now):
    client = api_as(alice)
    client.patch(one(question), {"closes_at": now + timedelta(days=1)})
    answer = client.patch(one(question), {"pub_date": now + timedelta(days=2)})
    assert answer.status_code == 400
    assert list(answer.json()) == ["closes_at"]


def test_put_needs_all_that_makes_a_question(api_as, alice, question):
    answer = api_as(alice).put(one(question), {"question_text": "Only this?"})
    assert answer.status_code == 400
    assert list(answer.json()) == ["choices"]
