"""``manage.py demo`` makes as much data as it is asked for."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError

from demo import load
from polls.models import Question, Vote
from tests.demo.conftest import demo
from tests.polls.tallies.conftest import wrong

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.database]


def sizes():
    return (
        get_user_model().objects.filter(username__startswith=load.VOTER).count(),
        Question.objects.filter(question_text__startswith="Load: ").count(),
        Vote.objects.filter(user__username__startswith=load.VOTER).count(),
    )


def test_big_data_comes_in_the_size_that_was_asked_for(monkeypatch):
    monkeypatch.setattr(load, "CHUNK", 7)
    out = demo(users=20, questions=15, votes=300)
    assert sizes() == (20, 15, 300)
    assert not wrong()
    assert "300/300" in out


def test_big_data_is_added_to_what_is_there():
    demo(users=20, questions=15, votes=100)
    demo(users=20, questions=15, votes=100)
    assert sizes() == (20, 15, 100)
    demo(users=25, votes=150)
    assert sizes()[:2] == (25, 15)
    assert 140 <= sizes()[2] <= 150  # other pairs come out of more users: some are there already
    assert not wrong()


def test_more_votes_than_pairs_are_refused():
    with pytest.raises(CommandError, match="20 times 15"):
        demo(users=20, questions=15, votes=301)


def test_negative_sizes_are_refused():
    with pytest.raises(CommandError, match="from 0"):
        demo(users=-1)
