"""People voted on a question: it stays the question that they voted on."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test import RequestFactory

from polls import editing
from polls.models import Question

TEXTS = ["Tea", "Coffee"]
HOUR = timedelta(hours=1)


@pytest.fixture
def voted(ask, alice, bob, charlie, now):
    """Open since ten hours; votes eight and two hours ago."""
    question = ask(by=alice, pub_date=now - 10 * HOUR)
    tea, coffee = question.choices.all()
    question.votes.create(user=bob, choice=tea, voted_at=now - 8 * HOUR)
    question.votes.create(user=charlie, choice=coffee, voted_at=now - 2 * HOUR)
    return question


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


@pytest.mark.parametrize("fields", [edit for edit, code in EDITS + EDITS_OF_CLOSED if code])
def test_without_votes_all_of_it_can_be_edited(api_as, alice, ask, now, fields):
    question = ask(by=alice, pub_date=now - 10 * HOUR, closes_at=now - HOUR)
    times = {"closes_at": None} if "pub_date" in fields else {}
    answer = api_as(alice).patch(f"/polls/api/questions/{question.pk}", body(times | fields, now))
    assert answer.status_code == 200


def test_withdrawn_votes_freeze_nothing(api_as, alice, voted):
    voted.votes.all().delete()
    answer = api_as(alice).patch(f"/polls/api/questions/{voted.pk}", {"question_text": "New?"})
    assert answer.status_code == 200


def test_a_closed_poll_put_back_as_it_was_read_is_the_same(api_as, alice, voted, now):
    Question.objects.update(closes_at=now - HOUR)
    url, client = f"/polls/api/questions/{voted.pk}", api_as(alice)
    read = client.get(url).json()
    answer = client.put(url, read)
    assert (answer.status_code, answer.json()) == (200, read)


def test_a_poll_older_than_the_canonical_form_can_be_put_back(api_as, alice, voted):
    with connection.cursor() as cursor:  # the ORM would write the canonical form
        cursor.execute("UPDATE polls_question SET question_text = %s", ["Cafe\u0301? "])
        sql = "UPDATE polls_choice SET choice_text = %s WHERE choice_text = 'Tea'"
        cursor.execute(sql, ["The\u0301 "])
    url, client = f"/polls/api/questions/{voted.pk}", api_as(alice)
    read = client.get(url).json()
    assert read["question_text"] == "Cafe\u0301? "
    assert client.put(url, read).status_code == 200
    assert stored(voted)[1] == ["The\u0301 ", "Coffee"]


def test_votes_of_a_clock_ahead_do_not_let_a_poll_open_later(voted, now):
    """A node's clock was wrong: the first vote is of tomorrow."""
    voted.votes.update(voted_at=now + 24 * HOUR)
    voted.pub_date = now + HOUR
    with pytest.raises(editing.OpensAfterVotes):
        editing.edit(voted, now=now)


def test_each_refusal_has_a_code_of_its_own():
    refusals = editing.Frozen.__subclasses__()
    assert len({refusal.code for refusal in refusals}) == len(refusals) == 5


@pytest.mark.parametrize("refusal", editing.Frozen.__subclasses__())
def test_the_pages_say_each_refusal_in_their_own_words(refusal, client):
    words = get_template("includes/wire.html").render({}, RequestFactory().get("/polls/"))
    assert f'data-word="409-{refusal.code}"' in words
