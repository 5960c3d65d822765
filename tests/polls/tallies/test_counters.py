"""Votes move counters of their own, which are folded later."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from polls import editing, tallies
from polls.models import Vote
from tests.polls.tallies.conftest import postgresql, wrong

pytestmark = pytest.mark.django_db


def counters():
    with connection.cursor() as cursor:
        cursor.execute("SELECT choice_id, sum(votes), count(*) FROM polls_tally GROUP BY 1")
        return cursor.fetchall()


@postgresql
def test_a_vote_moves_no_counter_that_others_share(crowd, tea, coffee):
    assert sorted(counters()) == [(tea.pk, 3, 1), (coffee.pk, 2, 1)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(votes) FROM polls_choice")
        assert cursor.fetchone() == (0,)


@postgresql
@pytest.mark.parametrize("batch", [1, 1000])
def test_folding_counters_changes_no_tally(crowd, tea, coffee, batch):
    tallies.fold(connection, batch=batch)
    assert counters() == []
    assert not wrong()
    Vote.objects.filter(choice=tea).update(choice=coffee)
    assert sorted(counters()) == [(tea.pk, -3, 1), (coffee.pk, 3, 1)]
    assert not wrong()
    tallies.fold(connection, batch=batch)
    assert not wrong()


@postgresql
def test_cleaning_up_folds_counters(crowd):
    call_command("prune", stdout=io.StringIO())
    assert counters() == []
    assert not wrong()


@postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO polls_tally SELECT id, 77, 5 FROM polls_choice",
        "UPDATE polls_tally SET votes = votes + 5",
    ],
)
def test_only_votes_move_a_counter(crowd, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert not wrong()


@postgresql
def test_counters_go_with_their_choice(crowd, question):
    editing.delete(question)
    assert counters() == []
