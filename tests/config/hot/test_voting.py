"""A first vote with a token is judged, counted and answered as the usual way does it."""

import io
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import Token
from config import hot
from polls import editing, voting
from polls.models import Question, Vote
from tests.config.hot.conftest import bearing
from tests.config.hot.test_reading import HOT_CALLERS, PLAIN_CALLERS, TO_BE_NOTED


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Booth:
    """Votes in both ways, each time on what is there now."""

    def __init__(self, site, path):
        self.site, self.path = site, path

    def send(self, application, body, headers):
        # No other request has a body of its own: each reads it anew.
        asked = {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        return self.site.get(application, self.path, asked | headers)

    def compare(self, body, **headers):
        """Vote in both ways, which must agree; tell whether the last vote was hot."""
        answers = []
        for application in (self.site.plain, self.site.application, self.site.application):
            self.site.times_plain = 0
            with undone():
                answers.append((*self.send(application, body, headers), votes()))
        assert answers[0] == answers[1] == answers[2]
        self.status = answers[0][0][:3]
        return self.site.times_plain == 0


def votes():
    return list(Vote.objects.values_list("user__username", "question_id", "choice_id"))


@pytest.fixture
def booth(site, url):
    return Booth(site, f"{url}/vote")


@pytest.fixture
def ballot(question):
    return b'{"choice": %d}' % question.choices.first().pk


MAY_VOTE = {
    name: changes if "scope" not in changes else changes | {"scope": "polls:read polls:vote"}
    for name, changes in HOT_CALLERS.items()
}
MAY_NOT = PLAIN_CALLERS | {"without the scope": {"scope": "polls:read polls:write"}}


@pytest.mark.parametrize("changes", MAY_VOTE.values(), ids=MAY_VOTE)
def test_a_caller_who_may_vote_is_answered_alike(booth, alice, ballot, changes):
    assert booth.compare(ballot, **bearing(alice, **changes))
    assert booth.status == "201"


@pytest.mark.parametrize("changes", MAY_NOT.values(), ids=MAY_NOT)
def test_the_usual_way_answers_who_may_not(booth, alice, by_alice, ballot, changes):
    assert booth.compare(ballot, **by_alice)
    Token.objects.filter(user=alice).update(**changes)
    assert not booth.compare(ballot, **by_alice)
    assert booth.status != "201"


@pytest.mark.parametrize("used", TO_BE_NOTED.values(), ids=TO_BE_NOTED)
def test_a_vote_notes_the_use_of_its_token(site, booth, alice, by_alice, ballot, used):
    booth.compare(ballot, **by_alice)
    Vote.objects.all().delete()
    site.times_plain = 0
    Token.objects.filter(user=alice).update(last_used_at=used)
    assert booth.send(site.application, ballot, by_alice)[0] == "201 Created"
    assert site.times_plain == 0
    assert Token.objects.get(user=alice).last_used_at > timezone.now() - timedelta(minutes=1)


def test_an_inactive_user_votes_no_more(booth, alice, by_alice, ballot):
    assert booth.compare(ballot, **by_alice)
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    assert not booth.compare(ballot, **by_alice)
    assert booth.status == "401"


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


now = timezone.now()
STATES = {
    "open": ({}, True, "201"),
    "closes later": ({"closes_at": now + timedelta(days=1)}, True, "201"),
    "closed": (
        {"pub_date": now - timedelta(days=2), "closes_at": now - timedelta(days=1)},
        False,
        "409",
    ),
    "upcoming": ({"pub_date": now + timedelta(days=1)}, False, "409"),
}


@pytest.mark.parametrize(("fields", "is_hot", "status"), STATES.values(), ids=STATES)
def test_a_question_is_judged_alike(site, bob, by_alice, fields, is_hot, status):
    asked = Question(**{"question_text": "Tea?", "author": bob} | fields)
    question = editing.save(asked, choices=["Tea", "„No“"])
    booth = Booth(site, f"/polls/api/questions/{question.pk}/vote/")
    body = b'{"choice":%d}' % question.choices.last().pk

    assert booth.compare(body, **by_alice) is is_hot
    assert booth.status == status


#: {c} is a choice of the question, {o} of another.
BODIES = {
    "as usual": ('{{"choice": {c}}}', True, "201"),
    "with blanks": (' {{ "choice" :\t{c} }}\r\n', True, "201"),
    "twice": ('{{"choice": 0, "choice": {c}}}', True, "201"),
    "as text": ('{{"choice": "{c}"}}', False, "201"),
    "as a decimal": ('{{"choice": {c}.0}}', False, "201"),
    "another's": ('{{"choice": {o}}}', False, "400"),
    "nothing": ("", False, "400"),
    "an empty object": ("{{}}", False, "400"),
    "null": ('{{"choice": null}}', False, "400"),
    "true": ('{{"choice": true}}', False, "400"),
    "a list": ("[{c}]", False, "400"),
    "a number": ("{c}", False, "400"),
    "zero": ('{{"choice": 0}}', False, "400"),
    "below zero": ('{{"choice": -{c}}}', False, "400"),
    "huge": ('{{"choice": 99999999999999999999}}', False, "400"),
    "more members": ('{{"choice": {c}, "votes": 9}}', False, "201"),
    "not closed": ('{{"choice": {c}', False, "400"),
    "not ASCII": ('{{"choice": {c}, "é": 1}}', False, "201"),
    "a NUL": ('{{"choice": {c}}}\0', False, "400"),
    "a byte order mark": ('\ufeff{{"choice": {c}}}', False, None),
    "long": ('{{"choice": {c}' + " " * 100 + "}}", False, "201"),
}


@pytest.mark.parametrize(("body", "is_hot", "status"), BODIES.values(), ids=BODIES)
def test_a_body_is_read_alike(booth, by_alice, question, long_question, body, is_hot, status):
    ids = {"c": question.choices.first().pk, "o": long_question.choices.first().pk}

    assert booth.compare(body.format(**ids).encode(), **by_alice) is is_hot
    assert status in {booth.status, None}


REQUESTS = {
    "gzip": ({"HTTP_ACCEPT_ENCODING": "gzip"}, True),
    "an origin": ({"HTTP_ORIGIN": "https://evil.example.com"}, True),
    "a prefix": ({"SCRIPT_NAME": "/under"}, True),
    "a charset": ({"CONTENT_TYPE": "application/json; charset=utf-8"}, False),
    "a form": ({"CONTENT_TYPE": "application/x-www-form-urlencoded"}, False),
    "no type": ({"CONTENT_TYPE": ""}, False),
    "no length": ({"CONTENT_LENGTH": ""}, False),
    "a length that is none": ({"CONTENT_LENGTH": "\u0661"}, False),
    "a shorter length": ({"CONTENT_LENGTH": "3"}, False),
    "a condition": ({"HTTP_IF_NONE_MATCH": '"x"'}, False),
    "a condition that fails": ({"HTTP_IF_NONE_MATCH": "*"}, False),
    "a condition of change": ({"HTTP_IF_MATCH": '"x"'}, False),
    "a query": ({"QUERY_STRING": "a=b"}, False),
    "a cookie": ({"HTTP_COOKIE": "sessionid=x"}, False),
    "PUT": ({"REQUEST_METHOD": "PUT"}, False),
    "DELETE": ({"REQUEST_METHOD": "DELETE"}, False),
    "a key for repeating": ({"HTTP_IDEMPOTENCY_KEY": "x"}, False),
}


@pytest.mark.parametrize(("headers", "is_hot"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_is_answered_alike(site, by_alice, long_question, headers, is_hot):
    booth = Booth(site, f"/polls/api/questions/{long_question.pk}/vote")
    ballot = b'{"choice": %d}' % long_question.choices.first().pk

    assert booth.compare(ballot, **by_alice | headers) is is_hot


PATHS = {
    "/{pk}/vote/": True,
    "/0{pk}/vote": True,
    "/{pk}/vote//": False,
    "/{pk}//vote": False,
    "//{pk}/vote": False,
    "/vote": False,
    "/0/vote": False,
    "/{pk}": False,
    "/{pk}/close": False,
}


@pytest.mark.parametrize(("path", "is_hot"), PATHS.items(), ids=PATHS)
def test_a_path_leads_where_it_usually_leads(site, by_alice, question, ballot, path, is_hot):
    booth = Booth(site, "/polls/api/questions" + path.format(pk=question.pk))
    assert booth.compare(ballot, **by_alice) is is_hot
