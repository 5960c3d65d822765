"""Once there are votes, texts and choices stay as they are."""

import pytest

from polls.models import Question
from tests.polls.admin.conftest import change, filled_in


def test_a_question_with_votes_shows_its_text_and_choices_and_takes_neither(
    staff, bob, question, tea
):
    question.votes.create(user=bob, choice=tea)
    page = staff.get(change(question)).content.decode()
    assert 'name="choices-0-choice_text"' not in page
    assert 'name="question_text"' not in page
    body = filled_in([], pub_date_0="2020-01-01") | {"choices-INITIAL_FORMS": 2}
    del body["question_text"]
    assert staff.post(change(question), body).status_code == 302
    question.refresh_from_db()
    assert question.pub_date.year == 2020
    assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]


@pytest.mark.parametrize(
    ("choices", "fields", "said"),
    [
        (["Tea", "Coffee"], {"question_text": "New?"}, "the question stays as it is"),
        (["Water", "Coffee"], {}, "the choices stay as they are"),
        (["Tea", "Coffee", "Milk"], {}, "the choices stay as they are"),
        (["Tea", "Coffee"], {"choices-1-DELETE": "on"}, "the choices stay as they are"),
        (["Tea", "Coffee"], {"pub_date_0": "2090-01-01"}, "cannot open after the first"),
        (["Tea", "Coffee"], {"closes_at_0": "2026-01-02", "closes_at_1": "0:0"}, "cannot close"),
    ],
)
def test_a_form_older_than_the_votes_is_told_so(
    staff, bob, question, tea, coffee, choices, fields, said
):
    question.votes.create(user=bob, choice=tea)
    body = filled_in(choices, initial=[tea, coffee], question_text="Tea or coffee?") | fields
    answer = staff.post(change(question), body)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert (
        Question.objects.values().get()
        == Question.objects.filter(
            question_text="Tea or coffee?", pub_date=question.pub_date, closes_at=None
        )
        .values()
        .get()
    )
    assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]
