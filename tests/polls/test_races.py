"""
The rules hold when everybody votes at once: threads, each with its own connection.

On SQLite they share a file, as workers do.
"""

import random
import re
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from polls import editing, tallies, voting
from polls.models import Choice, Question, Vote
from tests.polls.test_tallies import wrong


@pytest.fixture
def together(transactional_db, tmp_path):
    """``together(call, arguments)``: one thread an argument, all at the same moment."""
    if connection.vendor == "sqlite":
        in_memory, file = connection.settings_dict["NAME"], str(tmp_path / "polls.sqlite3")
        with sqlite3.connect(file) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        connection.close()  # in memory, Django keeps it open for the other tests
        memory = connections["default"]
        connections.settings["default"]["NAME"] = file
        del connections["default"]

    def run(call, arguments):
        barrier = Barrier(len(arguments))

        def at_once(argument):
            try:
                connection.ensure_connection()
                barrier.wait()
                return call(argument)
            except voting.Refusal as refusal:
                return refusal.code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(arguments)) as pool:
            return list(pool.map(at_once, arguments))

    yield run
    if connection.vendor == "sqlite":
        connection.close()
        connections.settings["default"]["NAME"] = in_memory
        connections["default"] = memory


@pytest.fixture
def poll(together):
    return editing.save(Question(question_text="Tea or coffee?"), choices=["Tea", "Coffee"])


@pytest.fixture
def users(poll):
    user = get_user_model()
    return user.objects.bulk_create(user(username=f"voter{i}") for i in range(12))


def ids(poll):
    return list(poll.choices.values_list("pk", flat=True))


def test_twelve_votes_of_one_user_are_one(together, poll, users):
    def vote(choice_id):
        voting.cast(user=users[0], question=poll, choice_id=choice_id, now=timezone.now())
        return "counted"

    answers = together(vote, ids(poll) * 6)
    assert sorted(answers) == ["already_voted"] * 11 + ["counted"]
    assert Vote.objects.count() == 1
    assert not wrong()


def test_twelve_first_votes_by_setting_are_one(together, poll, users):
    def vote(choice_id):
        voting.change(user=users[0], question=poll, choice_id=choice_id, now=timezone.now())

    together(vote, ids(poll) * 6)
    assert Vote.objects.count() == 1
    assert not wrong()


def test_a_crowd_that_swaps_and_leaves_waits_in_no_circle(together, poll, users):
    other = editing.save(Question(question_text="Cats or dogs?"), choices=["Cats", "Dogs"])
    polls = [(poll, ids(poll)), (other, ids(other))]

    def live(number):
        if number >= len(users):  # somebody deletes one of them in mid-vote
            get_user_model().objects.get(pk=users[number % len(users)].pk).delete()
            return
        user, dice = users[number], random.Random(number)  # noqa: S311
        for _ in range(15):
            question, choices = dice.choice(polls)
            ballot = {"user": user, "question": question, "now": timezone.now()}
            rule = dice.choice([voting.cast, voting.change, voting.change, voting.withdraw])
            if rule is not voting.withdraw:
                ballot["choice_id"] = dice.choice(choices)
            with suppress(voting.AlreadyVoted):
                rule(**ballot)

    together(live, range(len(users) + 4))
    assert not wrong()
    assert get_user_model().objects.count() == 8


def test_deleting_people_in_bulk_waits_in_no_circle(together, poll, users):
    """Each deletes all votes of six people over both polls, in one statement."""
    other = editing.save(Question(question_text="Cats or dogs?"), choices=["Cats", "Dogs"])
    for question in (poll, other):
        choices = ids(question)
        for number, user in enumerate(users):
            Vote.objects.create(user=user, question=question, choice_id=choices[number % 2])

    together(lambda half: Vote.objects.filter(user__in=users[half::2]).delete(), [0, 1])
    assert not Vote.objects.exists()
    assert not wrong()


def test_people_are_deleted_twice_at_once_in_no_circle(together, poll, users):
    """Two members of staff select several people, and some of them are the same."""
    for number, user in enumerate(users[:8]):
        Vote.objects.create(user=user, question=poll, choice_id=ids(poll)[number % 2])
    everybody = get_user_model().objects
    chosen = [[user.pk for user in users[:8] if user.pk % 3 != left_out] for left_out in range(3)]

    together(lambda pks: everybody.filter(pk__in=pks).delete(), chosen)
    assert not Vote.objects.exists()
    assert not wrong()


def test_people_are_deleted_in_as_many_queries_however_many_they_are(users):
    def queries(pks):
        with CaptureQueriesContext(connection) as seen:
            get_user_model().objects.filter(pk__in=pks).delete()
        return len(seen)

    everybody = [user.pk for user in users]
    assert queries(everybody[:2]) == queries(everybody[2:])


def test_choices_are_replaced_or_voted_for_but_not_both(together, poll, users):
    first = ids(poll)[0]

    def act(number):
        if number == 0:
            editing.edit(poll, choices=["Water", "Juice"], now=timezone.now())
            return "replaced"
        voting.cast(user=users[number], question=poll, choice_id=first, now=timezone.now())
        return "counted"

    answers = together(act, range(12))
    counted = answers.count("counted")
    assert Vote.objects.count() == counted
    assert answers[0] == ("choices_frozen" if counted else "replaced")
    assert set(answers[1:]) == ({"counted"} if counted else {"foreign_choice"})
    assert not wrong()


def test_one_of_many_edits_of_what_was_read_is_made(together, poll, users, api_as):
    author = get_user_model().objects.create_user("author", is_staff=True)
    url = f"/polls/api/questions/{poll.pk}"
    tag = api_as(author).get(url)["ETag"]

    def edit(number):
        headers = {"If-Match": tag}
        return (
            api_as(author)
            .patch(url, {"question_text": f"Edit {number}?"}, headers=headers)
            .status_code
        )

    answers = together(edit, range(8))
    assert sorted(answers) == [200] + [412] * 7
    poll.refresh_from_db()
    assert poll.question_text == f"Edit {answers.index(200)}?"


def test_a_vote_or_an_edit_of_what_was_read_is_made_but_not_both(together, poll, users, api_as):
    """Whichever comes second no longer finds what it read."""
    author = get_user_model().objects.create_user("author", is_staff=True)
    url = f"/polls/api/questions/{poll.pk}"
    headers = {"If-Match": api_as(author).get(url)["ETag"]}
    choice = {"choice": ids(poll)[0]}

    def act(number):
        client = api_as(author)
        if number % 2:
            return client.patch(url, {"question_text": "Edited?"}, headers=headers).status_code
        return client.put(f"{url}/vote", choice, headers=headers).status_code

    assert sorted(together(act, range(8))) == [200] + [412] * 7
    assert not wrong()


def test_one_person_asks_as_many_questions_as_are_allowed(together, poll, api_as):
    author = get_user_model().objects.create_user("author")
    body = {"question_text": "Bus or train?", "choices": ["Bus", "Train"]}

    def ask(number):
        return [api_as(author).post("/polls/api/questions", body) for _ in range(5)]

    answers = [answer for answers in together(ask, range(8)) for answer in answers]
    assert sorted(answer.status_code for answer in answers) == [201] * 30 + [429] * 10
    assert Question.objects.filter(author=author).count() == 30
    # Each of them is told what it alone left.
    left = [int(re.match(r'"questions-per-minute";r=(\d+)', a["RateLimit"])[1]) for a in answers]
    assert sorted(left) == [0] * 10 + [*range(30)]


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


# Whoever waits for a choice that is deleted ------------------------------------------

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
