"""``manage.py demo``"""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError
from django.utils import timezone

from polls.models import Choice, Question, Status, Vote
from tests.demo.conftest import demo
from tests.polls.tallies.conftest import wrong

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.database]


def contents():
    votes = Vote.objects.values_list("user__username", "choice__choice_text", "voted_at")
    return (
        set(get_user_model().objects.values_list("username", flat=True)),
        list(Choice.objects.values_list("question__question_text", "choice_text", "votes")),
        set(votes),
    )


def test_the_demo_has_people_who_can_sign_in():
    demo()
    for name in ("admin", "alice", "bob"):
        assert authenticate(username=name, password=name).tokens.count() == 1
    people = get_user_model().objects.filter(is_superuser=True)
    assert [user.username for user in people] == ["admin"]
    voters = get_user_model().objects.filter(username__startswith="demo-voter")
    assert not any(user.has_usable_password() for user in voters)


def test_the_demo_has_polls_of_every_kind_with_votes():
    demo()
    now = timezone.now()
    stands = {question.status(now=now) for question in Question.objects.all()}
    assert stands == set(Status)
    assert not wrong()
    for question in Question.objects.exclude(pub_date__gt=now):
        votes = question.votes.values_list("voted_at", flat=True)
        assert len(votes) > 10
        assert question.pub_date <= min(votes)
        assert max(votes) < (question.closes_at or now)


def test_the_first_poll_waits_for_a_vote():
    demo()
    first = Question.objects.order_by("pk").first()
    assert first.status(now=timezone.now()) == Status.OPEN
    assert not first.votes.filter(user__username__in=["admin", "alice", "bob"]).exists()


def test_a_second_run_changes_nothing():
    demo()
    before = contents()
    demo()
    assert contents() == before


def test_a_second_run_keeps_what_people_did():
    demo()
    alice = get_user_model().objects.get(username="alice")
    alice.set_password("another one for alice")
    alice.save()
    Question.objects.first().votes.all().delete()
    before = contents()
    demo()
    assert contents() == before
    assert authenticate(username="alice", password="another one for alice")


def test_the_demo_is_for_development_only(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        demo()
    assert not get_user_model().objects.exists()
