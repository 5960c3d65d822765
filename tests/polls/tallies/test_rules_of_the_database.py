"""The database itself refuses what would make tallies wrong."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.deletion import RestrictedError

from polls.models import Choice, Question, Vote
from tests.polls.tallies.conftest import wrong

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("whose", ["another question's", "nobody's"])
def test_no_vote_for_a_choice_that_is_not_the_questions(bob, question, closed, whose):
    choice_id = closed.choices.first().pk if whose == "another question's" else 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(user=bob, question=question, choice_id=choice_id)
    assert not wrong()


def test_no_vote_moves_to_a_choice_of_another_question(crowd, closed):
    foreign = closed.choices.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(choice=foreign)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(question=closed)
    assert not wrong()


def test_no_choice_moves_to_another_question(crowd, tea, closed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.filter(pk=tea.pk).update(question=closed)


def test_no_choice_goes_away_under_its_votes(crowd, tea):
    with pytest.raises(RestrictedError):
        tea.delete()


def test_no_second_vote_in_the_database_either(crowd, question, coffee):
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(user=crowd[0], question=question, choice=coffee)
    assert not wrong()


def test_no_question_closes_before_it_opens(question):
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.update(closes_at=F("pub_date"))
