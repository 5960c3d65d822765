"""On PostgreSQL, triggers count once a statement: a million votes are one update a choice."""

# pg_restore runs with an empty search path: every table is named with its schema.
SCHEMA = """
SELECT quote_ident(nspname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE pg_class.oid = 'polls_choice'::regclass
"""

_ADDED = "SELECT choice_id, question_id, 1 AS n FROM added"
_REMOVED = "SELECT choice_id, question_id, -1 AS n FROM removed"
_EVENTS = {
    "insert": (_ADDED, "NEW TABLE AS added"),
    "delete": (_REMOVED, "OLD TABLE AS removed"),
    "update": (f"{_ADDED} UNION ALL {_REMOVED}", "NEW TABLE AS added OLD TABLE AS removed"),
}
REFUSAL = "polls_vote: the choice is not one of the question"

# Half of each page is left free, so that a counter moves within it and no index changes.
_TABLE = """
CREATE TABLE IF NOT EXISTS {schema}.polls_tally (
    choice_id bigint NOT NULL, shard smallint NOT NULL, votes integer NOT NULL,
    PRIMARY KEY (choice_id, shard)
) WITH (fillfactor = 50)
"""

# In order of id: two statements on one counter would otherwise wait for each other.
_COUNT = """
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
_CHECK = f"""
    PERFORM FROM {{schema}}.polls_choice WHERE id IN (SELECT choice_id FROM added)
      ORDER BY id FOR KEY SHARE;
    IF EXISTS (SELECT FROM added LEFT JOIN {{schema}}.polls_choice AS choice
               ON choice.id = choice_id AND choice.question_id = added.question_id
               WHERE choice.id IS NULL) THEN
        RAISE integrity_constraint_violation USING MESSAGE = '{REFUSAL}';
    END IF;
"""  # noqa: S608
_TRIGGER = """
CREATE TRIGGER polls_vote_{event} AFTER {event} ON {{schema}}.polls_vote
REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.polls_vote_{event}()
"""

_FUNCTIONS = [
    *(
        _COUNT.format(event=event, moved=moved, check="" if event == "delete" else _CHECK)
        for event, (moved, _tables) in _EVENTS.items()
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
_TRIGGERS = [
    *(_TRIGGER.format(event=event, tables=tables) for event, (_moved, tables) in _EVENTS.items()),
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
_TRIGGERS_OF_THE_TABLE = [
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
STEPS = {
    "lock to create": ["LOCK TABLE polls_vote, polls_choice IN EXCLUSIVE MODE"],
    "table": [_TABLE],
    "triggers of the table": _TRIGGERS_OF_THE_TABLE,
    # First those who vote, in their order, and then those who read, in theirs.
    "lock to drop": [
        "LOCK TABLE polls_vote, polls_choice, polls_tally IN EXCLUSIVE MODE",
        "LOCK TABLE polls_choice, polls_tally, polls_vote IN ACCESS EXCLUSIVE MODE",
    ],
    "functions": _FUNCTIONS,
    "triggers": _TRIGGERS,
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
