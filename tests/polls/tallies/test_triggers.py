"""Migrations bring the triggers, and leave them in place."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from polls import tallies
from polls.models import Vote
from polls.triggers import sqlite
from tests.polls.tallies.conftest import postgresql, wrong
from tests.polls.tallies.test_counters import counters

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_forth():
    try:
        MigrationExecutor(connection).migrate([("polls", "0001_initial")])
        assert not _triggers()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert _triggers() >= {"polls_vote_insert", "polls_vote_delete", "polls_vote_update"}


def test_every_migration_leaves_the_triggers_in_place():
    """SQLite rebuilds tables that are altered: see ``tallies``."""
    assert _triggers() >= set(sqlite.TRIGGERS)


def _triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        return {name for (name,) in cursor.fetchall()}


@postgresql
def test_an_installation_of_before_is_brought_up_to_date(crowd, make_user, question, tea):
    with connection.schema_editor() as editor:
        tallies.fold(connection)
        editor.execute("DROP TABLE polls_tally CASCADE")
        editor.execute("DROP FUNCTION polls_choice_delete() CASCADE")
        tallies.shard(None, editor)
        tallies.shard(None, editor)  # twice does no harm
    Vote.objects.create(user=make_user("late"), question=question, choice=tea)
    assert counters() == [(tea.pk, 1, 1)]
    assert not wrong()
