"""
Entries are added, and nothing else: the database itself refuses.

An entry can be deleted while a row of accounts_trail_pruning says that it is old enough.
``EntryQuerySet.prune`` puts one there and takes it away in one transaction.

The owner of the tables can drop a trigger. Whoever must be kept from that gives the service a
database role that does not own them: docs/how-to/trail.md.

A later migration that alters accounts_trail_entry must ``drop`` before and ``create``
after: SQLite rebuilds the table and leaves its triggers behind.
"""

from __future__ import annotations

from typing import Any

REFUSAL = "accounts_trail_entry: entries are never changed, and deleted by prune alone"


def create(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, _CREATE)


def drop(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, _DROP)


def _run(schema_editor: Any, statements: dict[str, list[str]]) -> None:
    connection = schema_editor.connection
    schema = ""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_SCHEMA)
            (schema,) = cursor.fetchone()
    for statement in statements[connection.vendor]:
        schema_editor.execute(statement.replace("{schema}", schema), params=None)


# pg_restore runs with an empty search path: the tables are named with their schema.
_SCHEMA = """
SELECT quote_ident(nspname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE pg_class.oid = 'accounts_trail_entry'::regclass
"""

_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {{schema}}.accounts_trail_refuse() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM {{schema}}.accounts_trail_pruning WHERE OLD.at < before) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""

_SQLITE_TRIGGER = """
CREATE TRIGGER accounts_trail_{event} BEFORE {event} ON accounts_trail_entry
{when} BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_POSTGRESQL_TRIGGER = """
CREATE TRIGGER accounts_trail_refuse BEFORE UPDATE OR DELETE ON {schema}.accounts_trail_entry
FOR EACH ROW EXECUTE FUNCTION {schema}.accounts_trail_refuse()
"""
_POSTGRESQL_TRUNCATE = """
CREATE TRIGGER accounts_trail_keep BEFORE TRUNCATE ON {schema}.accounts_trail_entry
FOR EACH STATEMENT EXECUTE FUNCTION {schema}.accounts_trail_refuse()
"""
_UNLESS_OLD = "WHEN NOT EXISTS (SELECT 1 FROM accounts_trail_pruning WHERE OLD.at < before)"

_CREATE = {
    "postgresql": [
        _POSTGRESQL_FUNCTION,
        _POSTGRESQL_TRIGGER,
        _POSTGRESQL_TRUNCATE,
    ],
    "sqlite": [
        _SQLITE_TRIGGER.format(event="update", when="", refusal=REFUSAL),
        _SQLITE_TRIGGER.format(event="delete", when=_UNLESS_OLD, refusal=REFUSAL),
    ],
}
_DROP = {
    "postgresql": [
        "DROP TRIGGER IF EXISTS accounts_trail_keep ON {schema}.accounts_trail_entry",
        "DROP TRIGGER IF EXISTS accounts_trail_refuse ON {schema}.accounts_trail_entry",
        "DROP FUNCTION IF EXISTS {schema}.accounts_trail_refuse()",
    ],
    "sqlite": [
        "DROP TRIGGER IF EXISTS accounts_trail_update",
        "DROP TRIGGER IF EXISTS accounts_trail_delete",
    ],
}
