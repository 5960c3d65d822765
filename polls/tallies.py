"""
Tallies equal votes, always: the database itself counts.

Triggers on polls_vote count every insert, update and delete, whoever does it: the API,
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
            cursor.execute(_SCHEMA)
            (schema,) = cursor.fetchone()
    for step in steps:
        for statement in _SQL[connection.vendor].get(step, []):
            schema_editor.execute(statement.replace("{schema}", schema), params=None)


# PostgreSQL: once a statement, so that a million votes are one update a choice -----

# pg_restore runs with an empty search path: every table is named with its schema.
_SCHEMA = """
SELECT quote_ident(nspname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE pg_class.oid = 'polls_choice'::regclass
"""

_ADDED = "SELECT choice_id, question_id, 1 AS n FROM added"
_REMOVED = "SELECT choice_id, question_id, -1 AS n FROM removed"
_POSTGRESQL_EVENTS = {
    "insert": (_ADDED, "NEW TABLE AS added"),
    "delete": (_REMOVED, "OLD TABLE AS removed"),
    "update": (f"{_ADDED} UNION ALL {_REMOVED}", "NEW TABLE AS added OLD TABLE AS removed"),
}
_REFUSAL = "polls_vote: the choice is not one of the question"

# Half of each page is left free, so that a counter moves within it and no index changes.
_POSTGRESQL_TABLE = """
CREATE TABLE IF NOT EXISTS {schema}.polls_tally (
    choice_id bigint NOT NULL, shard smallint NOT NULL, votes integer NOT NULL,
    PRIMARY KEY (choice_id, shard)
) WITH (fillfactor = 50)
"""

# In order of id: two statements on one counter would otherwise wait for each other.
_POSTGRESQL_COUNT = """
CREATE OR REPLACE FUNCTION {{schema}}.polls_vote_{event}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {check}
    INSERT INTO {{schema}}.polls_tally AS tally (choice_id, shard, votes)
      SELECT choice_id, pg_backend_pid() % 64, sum(n) FROM ({moved}) AS moved
      GROUP BY choice_id HAVING sum(n) <> 0 ORDER BY choice_id
      ON CONFLICT (choice_id, shard) DO UPDATE SET votes = tally.votes + EXCLUDED.votes;
    RETURN NULL;
END $$
"""
# The choice is held first: whoever deletes it holds it, and then waits for its counters. The
# foreign key would hold it as well, but at the end.
_POSTGRESQL_CHECK = f"""
    PERFORM FROM {{schema}}.polls_choice WHERE id IN (SELECT choice_id FROM added)
      ORDER BY id FOR KEY SHARE;
    IF EXISTS (SELECT FROM added LEFT JOIN {{schema}}.polls_choice AS choice
               ON choice.id = choice_id AND choice.question_id = added.question_id
               WHERE choice.id IS NULL) THEN
        RAISE integrity_constraint_violation USING MESSAGE = '{_REFUSAL}';
    END IF;
"""  # noqa: S608
_POSTGRESQL_TRIGGER = """
CREATE TRIGGER polls_vote_{event} AFTER {event} ON {{schema}}.polls_vote
REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.polls_vote_{event}()
"""

_POSTGRESQL_FUNCTIONS = [
    *(
        _POSTGRESQL_COUNT.format(
            event=event, moved=moved, check="" if event == "delete" else _POSTGRESQL_CHECK
        )
        for event, (moved, _tables) in _POSTGRESQL_EVENTS.items()
    ),
    """
    CREATE OR REPLACE FUNCTION {schema}.polls_vote_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE {schema}.polls_choice SET votes = 0 WHERE votes <> 0;
        DELETE FROM {schema}.polls_tally;
        RETURN NULL;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION {schema}.polls_choice_delete() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM {schema}.polls_tally WHERE choice_id IN (SELECT id FROM removed);
        RETURN NULL;
    END $$
    """,
    # A restore brings votes, which are counted, and what was counted before.
    """
    CREATE OR REPLACE FUNCTION {schema}.polls_tally_skip() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RETURN NULL;
    END $$
    """,
    # A restore brings choices with their tallies, then their votes: begin at 0.
    """
    CREATE OR REPLACE FUNCTION {schema}.polls_choice_insert() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.votes := 0;
        RETURN NEW;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION {schema}.polls_choice_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE integrity_constraint_violation
        USING MESSAGE = 'polls_choice: a choice stays with its question';
    END $$
    """,
]
_POSTGRESQL_TRIGGERS = [
    *(
        _POSTGRESQL_TRIGGER.format(event=event, tables=tables)
        for event, (_moved, tables) in _POSTGRESQL_EVENTS.items()
    ),
    """
    CREATE TRIGGER polls_vote_truncate AFTER TRUNCATE ON {schema}.polls_vote
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.polls_vote_truncate()
    """,
    """
    CREATE TRIGGER polls_choice_insert BEFORE INSERT ON {schema}.polls_choice
    FOR EACH ROW EXECUTE FUNCTION {schema}.polls_choice_insert()
    """,
    """
    CREATE TRIGGER polls_choice_stay BEFORE UPDATE OF question_id ON {schema}.polls_choice
    FOR EACH ROW WHEN (NEW.question_id <> OLD.question_id)
    EXECUTE FUNCTION {schema}.polls_choice_stay()
    """,
]
_POSTGRESQL_TRIGGERS_OF_THE_TABLE = [
    """
    CREATE TRIGGER polls_choice_delete AFTER DELETE ON {schema}.polls_choice
    REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.polls_choice_delete()
    """,
    # Depth 0 is a statement of somebody, and not of a trigger.
    """
    CREATE TRIGGER polls_tally_skip BEFORE INSERT OR UPDATE ON {schema}.polls_tally
    FOR EACH ROW WHEN (pg_trigger_depth() = 0)
    EXECUTE FUNCTION {schema}.polls_tally_skip()
    """,
]
_POSTGRESQL = {
    "lock to create": ["LOCK TABLE polls_vote, polls_choice IN EXCLUSIVE MODE"],
    "table": [_POSTGRESQL_TABLE],
    "triggers of the table": _POSTGRESQL_TRIGGERS_OF_THE_TABLE,
    # First those who vote, in their order, and then those who read, in theirs.
    "lock to drop": [
        "LOCK TABLE polls_vote, polls_choice, polls_tally IN EXCLUSIVE MODE",
        "LOCK TABLE polls_choice, polls_tally, polls_vote IN ACCESS EXCLUSIVE MODE",
    ],
    "functions": _POSTGRESQL_FUNCTIONS,
    "triggers": _POSTGRESQL_TRIGGERS,
    "drop": [
        "DROP TABLE polls_tally",
        *(
            f"DROP FUNCTION {name}() CASCADE"
            for name in (
                "polls_vote_insert",
                "polls_vote_delete",
                "polls_vote_update",
                "polls_vote_truncate",
                "polls_choice_insert",
                "polls_choice_stay",
                "polls_choice_delete",
                "polls_tally_skip",
            )
        ),
    ],
    "count": [
        "DELETE FROM polls_tally",
        """
        UPDATE polls_choice SET votes = counted.n
        FROM (SELECT polls_choice.id, count(polls_vote.id) AS n
              FROM polls_choice LEFT JOIN polls_vote ON choice_id = polls_choice.id
              GROUP BY polls_choice.id) AS counted
        WHERE counted.id = polls_choice.id AND counted.n <> votes
        """,
    ],
}

# SQLite: once a row; one writer at a time needs no order ---------------------------

_SQLITE_CHECK = f"""
    SELECT RAISE(ABORT, '{_REFUSAL}') WHERE NOT EXISTS (
        SELECT 1 FROM polls_choice WHERE id = NEW.choice_id AND question_id = NEW.question_id
    );
"""  # noqa: S608
_SQLITE_ADD = "UPDATE polls_choice SET votes = votes + 1 WHERE id = NEW.choice_id;"
_SQLITE_REMOVE = "UPDATE polls_choice SET votes = votes - 1 WHERE id = OLD.choice_id;"
_SQLITE_TRIGGERS = {
    "polls_vote_insert": f"AFTER INSERT ON polls_vote BEGIN {_SQLITE_CHECK} {_SQLITE_ADD} END",
    "polls_vote_delete": f"AFTER DELETE ON polls_vote BEGIN {_SQLITE_REMOVE} END",
    "polls_vote_update": f"""
        AFTER UPDATE OF choice_id, question_id ON polls_vote
        BEGIN {_SQLITE_CHECK} {_SQLITE_REMOVE} {_SQLITE_ADD} END
    """,
    "polls_choice_insert": """
        AFTER INSERT ON polls_choice WHEN NEW.votes <> 0
        BEGIN UPDATE polls_choice SET votes = 0 WHERE id = NEW.id; END
    """,
    "polls_choice_stay": """
        BEFORE UPDATE OF question_id ON polls_choice WHEN NEW.question_id <> OLD.question_id
        BEGIN SELECT RAISE(ABORT, 'polls_choice: a choice stays with its question'); END
    """,
}

_SQL = {
    "postgresql": _POSTGRESQL,
    "sqlite": {
        "triggers": [f"CREATE TRIGGER {name} {body}" for name, body in _SQLITE_TRIGGERS.items()],
        "drop": [f"DROP TRIGGER {name}" for name in _SQLITE_TRIGGERS],
        "count": [
            """
            WITH counted AS (SELECT choice_id, count(*) AS n FROM polls_vote GROUP BY choice_id)
            UPDATE polls_choice SET votes =
                coalesce((SELECT n FROM counted WHERE choice_id = polls_choice.id), 0)
            """
        ],
    },
}
