"""People voted on a question: it stays the question that they voted on."""

from datetime import timedelta

import pytest
from django.template.loader import get_template
from django.test import RequestFactory

from polls import editing
from polls.models import Question

TEXTS = ["Tea", "Coffee"]
HOUR = timedelta(hours=1)
#: The edited field, hours from now, and the code of the refusal.
EDITS = [
    ({"question_text": "Coffee or tea?"}, "question_frozen"),
    ({"question_text": "tea or coffee?"}, "question_frozen"),
    ({"question_text": " Tea or coffee? "}, None),
    ({"choices": ["Coffee", "Tea"]}, "choices_frozen"),
    ({"choices": ["Tea", "Coffee "]}, None),
    ({"choices": ["Green tea", "Coffee"], "question_text": "New?"}, "choices_frozen"),
    ({"pub_date": 1}, "opens_after_votes"),
    ({"pub_date": 24 * 365 * 3}, "opens_after_votes"),
    ({"pub_date": -1}, "opens_after_votes"),
    ({"pub_date": -7.9}, "opens_after_votes"),
    ({"pub_date": -8}, None),
    ({"pub_date": -100}, None),
    ({"closes_at": 1}, None),
    ({"closes_at": None}, None),
    ({"closes_at": -1}, None),
    ({"closes_at": -2}, "closes_before_votes"),
    ({"closes_at": -3}, "closes_before_votes"),
    ({"pub_date": -11, "closes_at": -9}, "closes_before_votes"),
]
#: The same, once it has closed an hour ago.
EDITS_OF_CLOSED = [
    ({"closes_at": None}, "poll_stays_closed"),
    ({"closes_at": 1}, "poll_stays_closed"),
    ({"closes_at": -0.5}, None),
    ({"closes_at": -1.5}, None),
    ({"closes_at": -2}, "closes_before_votes"),
    ({"closes_at": 2, "pub_date": 1}, "opens_after_votes"),
    ({"pub_date": -9}, None),
    ({"question_text": "New?"}, "question_frozen"),
]


def body(fields, now):
    times = {"pub_date", "closes_at"}
    return {
        name: now + value * HOUR if name in times and value is not None else value
        for name, value in fields.items()
    }


def stored(question):
    choices = [str(choice) for choice in question.choices.all()]
    return Question.objects.filter(pk=question.pk).values().get(), choices


@pytest.mark.parametrize("who", ["alice", "ada"])
@pytest.mark.parametrize(
    ("closes_at", "fields", "code"),
    [
        *((None, *edit) for edit in EDITS),
        *((-1, *edit) for edit in EDITS_OF_CLOSED),
    ],
)
def test_an_edit_keeps_what_people_voted_on(
    request, api_as, voted, now, who, closes_at, fields, code
):
    if closes_at:
        Question.objects.update(closes_at=now + closes_at * HOUR)
    client = api_as(request.getfixturevalue(who))
    before = stored(voted)
    answer = client.patch(f"/polls/api/questions/{voted.pk}", body(fields, now))
    if code:
        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert answer.json()["detail"].startswith("There are votes already")
        assert stored(voted) == before
    else:
        assert answer.status_code == 200


def test_each_refusal_has_a_code_of_its_own():
    refusals = editing.Frozen.__subclasses__()
    assert len({refusal.code for refusal in refusals}) == len(refusals) == 5


@pytest.mark.parametrize("refusal", editing.Frozen.__subclasses__())
def test_the_pages_say_each_refusal_in_their_own_words(refusal, client):
    words = get_template("includes/wire.html").render({}, RequestFactory().get("/polls/"))
    assert f'data-word="409-{refusal.code}"' in words
