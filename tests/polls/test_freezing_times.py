"""A poll with votes is put back as it was read, and opens no later."""

import pytest
from django.db import connection

from polls import editing
from polls.models import Question
from tests.polls.test_freezing import EDITS, EDITS_OF_CLOSED, HOUR, body, stored


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
