"""
Tallies equal votes, always: the database itself counts, by the triggers in ``polls.triggers``.

They count every insert, update and delete, whoever does it: the API,
the admin, a cascade, bulk_create, a restore or somebody in psql. They refuse a vote for
a choice of another question.

On PostgreSQL each connection counts in a row of its own, in polls_tally: a counter that
all share is held until the disk has the vote, and everybody else waits for it. The votes
of a choice are ``polls_choice.votes`` and its rows there, 64 at most, so a result costs
the same whatever the number of votes. ``expressions.Votes`` adds them up; ``fold``, which
``manage.py prune`` calls, moves them into ``polls_choice.votes``.

Votes a second on one choice, 32 clients on a busy machine with two cores: insert + ``F()``
348, one counter moved by a trigger 163, counters of 16, 32 and 64 connections 1521, 1805
and 2056, the insert alone 2300 to 3070. A counter that is moved only by whoever gets its
lock at once, beside rows for the others, took 800 to 1000: locks of foreign keys are on
the same row.

SQLite has one writer at a time. There ``polls_choice.votes`` is the tally.

A later migration that alters polls_choice or polls_vote must ``drop`` before
and ``create`` after: SQLite rebuilds the table and leaves its triggers behind.
Both take their locks in the order of those who vote and read, and a vote that comes
meanwhile waits; ``create`` counts again what came in while there were no triggers.
"""

from __future__ import annotations

from typing import Any

from polls.triggers import postgresql, sqlite

_STEPS = {"postgresql": postgresql.STEPS, "sqlite": sqlite.STEPS}


def create(apps: Any, schema_editor: Any) -> None:
    """Make the triggers, and count the votes that are there already."""
    # Reading goes on; a vote waits here and not half-way.
    steps = ["table", "functions", "triggers", "triggers of the table", "count"]
    _run(schema_editor, "lock to create", *steps)


def drop(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, "lock to drop", "drop")


def replace_functions(apps: Any, schema_editor: Any) -> None:
    """Bring the functions of existing triggers up to date; takes no lock on a table."""
    _run(schema_editor, "functions")


def shard(apps: Any, schema_editor: Any) -> None:
    """Count by connection from now on; what was counted stays where it is."""
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('polls_tally') IS NULL")
            (is_missing,) = cursor.fetchone()
        if is_missing:
            _run(schema_editor, "table", "functions", "triggers of the table")


def fold(connection: Any, *, batch: int = 1000) -> None:
    """Move what connections counted into ``polls_choice.votes``, some choices at a time."""
    if connection.vendor != "postgresql":
        return
    last = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_NEXT, [last, batch])
            (upper,) = cursor.fetchone()
            if upper is None:
                return
            cursor.execute(_FOLD, [last, upper])
            last = upper


_NEXT = """
SELECT max(choice_id) FROM (
    SELECT DISTINCT choice_id FROM polls_tally WHERE choice_id > %s ORDER BY choice_id LIMIT %s
) AS next
"""
# The choice before its counters, as those who delete it, or a voter, take them. One that is held
# by somebody is left for the next time: they may hold several, and not in this order.
_FOLD = """
WITH held AS (
    SELECT id FROM polls_choice
    WHERE id IN (SELECT choice_id FROM polls_tally WHERE choice_id > %s AND choice_id <= %s)
    ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
), folded AS (
    DELETE FROM polls_tally USING held WHERE choice_id = id RETURNING choice_id, votes
)
UPDATE polls_choice SET votes = polls_choice.votes + counted.n
FROM (SELECT choice_id, sum(votes) AS n FROM folded GROUP BY choice_id) AS counted
WHERE id = choice_id
"""


def _run(schema_editor: Any, *steps: str) -> None:
    connection = schema_editor.connection
    schema = ""
    if connection.vendor == "postgresql":
        # Requests may have a limit; a migration of millions of votes takes its time.
        schema_editor.execute("SET LOCAL statement_timeout = 0", params=None)
        with connection.cursor() as cursor:
            cursor.execute(postgresql.SCHEMA)
            (schema,) = cursor.fetchone()
    for step in steps:
        for statement in _STEPS[connection.vendor].get(step, []):
            schema_editor.execute(statement.replace("{schema}", schema), params=None)
