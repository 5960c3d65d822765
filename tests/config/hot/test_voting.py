"""A first vote with a token is judged, counted and answered as the usual way does it."""

import psycopg
from django.utils import timezone

from config import hot
from polls import voting
from polls.models import Vote


def test_the_vote_is_stored_and_the_next_one_is_refused(site, booth, alice, by_alice, ballot):
    booth.compare(ballot, **by_alice)
    before = timezone.now()
    assert booth.send(site.application, ballot, by_alice)[0] == "201 Created"
    (vote,) = Vote.objects.all()
    assert vote.user == alice
    assert before <= vote.voted_at <= timezone.now()

    status, _headers, body = booth.send(site.application, ballot, by_alice)
    assert status == "409 Conflict"
    assert b"already_voted" in body
    assert Vote.objects.count() == 1


def test_a_vote_that_came_in_between_is_not_doubled(
    site,
    booth,
    alice,
    by_alice,
    question,
    ballot,
    monkeypatch,
):
    booth.compare(ballot, **by_alice)
    write = hot.questions.write_voted

    def and_then_another_is_first(*rows, **ballot_):
        now = timezone.now()
        voting.cast(user=alice, question=question, choice_id=ballot_["choice_id"], now=now)
        return write(*rows, **ballot_)

    monkeypatch.setattr(hot.questions, "write_voted", and_then_another_is_first)
    assert booth.send(site.application, ballot, by_alice)[0] == "409 Conflict"
    assert Vote.objects.count() == 1


def test_a_database_that_fails_is_asked_in_the_usual_way(
    site,
    booth,
    by_alice,
    ballot,
    monkeypatch,
):
    booth.compare(ballot, **by_alice)

    def fail(*args, **values):
        raise psycopg.OperationalError("the connection is lost")

    monkeypatch.setattr(hot.Insert, "run", fail)
    site.times_plain = 0
    assert booth.send(site.application, ballot, by_alice)[0] == "201 Created"
    assert site.times_plain == 1
    assert Vote.objects.count() == 1


def test_the_votes_of_others_are_in_the_answer(site, booth, bob, by_alice, question, ballot):
    assert booth.compare(ballot, **by_alice)
    voting.cast(
        user=bob, question=question, choice_id=question.choices.last().pk, now=timezone.now()
    )
    assert booth.compare(ballot, **by_alice)
