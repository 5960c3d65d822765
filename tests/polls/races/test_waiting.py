"""Votes wait for a deletion and for each other without holding what others need."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from polls import editing, tallies, voting
from polls.models import Choice, Question, Vote
from tests.polls.races.conftest import ids
from tests.polls.tallies.conftest import wrong


def test_a_question_is_deleted_under_votes(together, poll, users):
    first = ids(poll)[0]

    def act(number):
        if number == 0:
            editing.delete(Question.objects.get(pk=poll.pk))
            return "deleted"
        voting.change(user=users[number], question=poll, choice_id=first, now=timezone.now())
        voting.withdraw(user=users[number], question=poll, now=timezone.now())
        return "counted"

    answers = together(act, range(12))
    assert set(answers) <= {"deleted", "counted", "foreign_choice"}
    assert not Question.objects.exists()
    assert not Choice.objects.exists()


postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")


def delete_under(waiting, poll):
    """Delete ``poll`` while ``waiting()`` waits for it; return what that returned."""

    def wait():
        try:
            return waiting()
        except voting.Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            voting.hold(poll)
            answer = pool.submit(wait)
            end = time.monotonic() + 5
            while not somebody_waits():
                assert time.monotonic() < end
            editing.delete(Question.objects.get(pk=poll.pk))
        return answer.result()


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        return cursor.fetchone()[0]


@postgresql
def test_a_vote_waits_for_a_deletion_with_no_counter_in_its_hands(poll, users):
    choice_id, now = ids(poll)[0], timezone.now()
    with connection.cursor() as cursor:  # a counter of whichever connection is there
        cursor.execute("ALTER TABLE polls_tally DISABLE TRIGGER polls_tally_skip")
        cursor.execute(
            "INSERT INTO polls_tally SELECT %s, n, 0 FROM generate_series(0, 63) AS n"
            " ON CONFLICT DO NOTHING",
            [choice_id],
        )
        cursor.execute("ALTER TABLE polls_tally ENABLE TRIGGER polls_tally_skip")

    def vote():
        voting.cast(user=users[0], question=poll, choice_id=choice_id, now=now)

    assert delete_under(vote, poll) == "foreign_choice"


@postgresql
def test_a_changed_vote_waits_for_a_deletion_with_no_vote_in_its_hands(poll, users):
    (tea, coffee), now = ids(poll), timezone.now()
    ballot = {"user": users[0], "question": poll, "now": now}
    voting.cast(**ballot, choice_id=tea)

    assert delete_under(lambda: voting.change(**ballot, choice_id=coffee), poll) == "foreign_choice"
    assert not Vote.objects.exists()


@postgresql
def test_a_withdrawal_waits_for_a_deletion_with_no_vote_in_its_hands(poll, users):
    ballot = {"user": users[0], "question": poll, "now": timezone.now()}
    voting.cast(**ballot, choice_id=ids(poll)[0])

    assert delete_under(lambda: voting.withdraw(**ballot), poll) is None
    assert not Vote.objects.exists()


@postgresql
def test_folding_leaves_out_what_somebody_holds(poll, users):
    now = timezone.now()
    voting.cast(user=users[0], question=poll, choice_id=ids(poll)[0], now=now)

    def fold():
        try:
            tallies.fold(connection)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        voting.hold(poll)
        pool.submit(fold).result(timeout=5)
        assert not wrong()
    tallies.fold(connection)
    assert [choice.votes for choice in poll.choices.order_by("pk")] == [1, 0]
