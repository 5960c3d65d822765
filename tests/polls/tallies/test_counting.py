"""Every vote is counted once, by whatever statement it comes and goes."""

import pytest
from django.db import connection
from django.db.models import F

from polls.models import Choice, Vote
from tests.polls.tallies.conftest import wrong

pytestmark = pytest.mark.django_db


def test_votes_made_in_bulk_are_counted(crowd, tea, coffee):
    tea.refresh_from_db()
    coffee.refresh_from_db()
    assert (tea.votes, coffee.votes) == (3, 2)


def test_votes_that_conflict_are_not_counted(crowd, question, coffee):
    Vote.objects.bulk_create(
        [Vote(user=user, question=question, choice=coffee) for user in crowd],
        ignore_conflicts=True,
    )
    assert not wrong()


def test_deleting_a_user_takes_the_votes_along(crowd, question):
    crowd[0].delete()
    type(crowd[0]).objects.filter(pk__in=[user.pk for user in crowd[1:4]]).delete()
    assert Vote.objects.count() == 1
    assert not wrong()


def test_votes_moved_in_one_statement_are_counted(crowd, question, tea, coffee):
    Vote.objects.filter(choice=tea).update(choice=coffee)
    assert Choice.objects.get(pk=coffee.pk).votes == 5
    assert not wrong()


def test_votes_that_trade_places_are_counted(crowd, tea, coffee):
    Vote.objects.update(choice=tea.pk + coffee.pk - F("choice"))
    assert Choice.objects.get(pk=coffee.pk).votes == 3
    assert not wrong()


def test_raw_sql_is_counted(crowd, tea):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM polls_vote WHERE choice_id = %s", [tea.pk])
    assert Vote.objects.count() == 2
    assert not wrong()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_truncating_is_counted(crowd):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE polls_vote")
    assert not wrong()
