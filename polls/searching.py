"""
The indexes by which a word is found inside of ``Question.folded``.

Both hold trigrams, so words of one or two letters do not profit from them. Without an index
every word is met in the list itself, and a rare one after many pages: ``checks`` says so. A word
that many questions have is met there as well, since it is met soon.

On PostgreSQL it needs the extension pg_trgm, which comes with it and in some packages apart. On
SQLite it is a table of FTS5, which triggers keep.
"""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import complete_statement
from typing import Any

from django.db import Error, OperationalError, connections
from django.db.models import Q, QuerySet

INDEX = "polls_question_trigrams"
EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
CREATE = (
    f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {INDEX} "
    "ON polls_question USING gin (folded gin_trgm_ops)"
)


def create(apps: Any, schema_editor: Any) -> None:
    """Make the index of PostgreSQL, where it lets us; questions are written meanwhile."""
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        schema_editor.execute(EXTENSION)
    except Error:  # it is not installed, or the owner of the database has to create it
        return
    drop(apps, schema_editor)  # what was cut off half-way is there, and of no use
    schema_editor.execute(CREATE)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}")


#: Texts in the sample that tells PostgreSQL how common a word is, and so whether to look it up or
#: to meet it in the list. Among 100, its usual number, a word of one question in 300 is mostly
#: not there. Each search reads the sample: 500 take 0.1 ms.
SAMPLE = 500


def sample(apps: Any, schema_editor: Any, size: int = SAMPLE) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"ALTER TABLE polls_question ALTER COLUMN folded SET STATISTICS {size}"
        )
        schema_editor.execute("ANALYZE polls_question (folded)")


def sample_as_usual(apps: Any, schema_editor: Any) -> None:
    sample(apps, schema_editor, size=-1)


def is_missing(connection: Any) -> bool:
    """Tell whether this database could have the index and has not; False before its tables."""
    if connection.vendor == "sqlite":
        return not _is_kept(connection)
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('polls_question'), to_regclass(%s)", [INDEX])
        table, index = cursor.fetchone()
    return table is not None and index is None


#: Questions that are looked up. If more have a word, they are sooner met in the list.
FEW = 500


def having(words: Iterable[str]) -> Q:
    return Q(*[("folded__contains", word) for word in words])


def looked_up(words: Iterable[str], questions: QuerySet[Any]) -> Q | None:
    """
    Return the condition that looks up the ``questions`` with ``words``, beside ``having``.

    None where they have to be met in the list: they are many, the words are short, or there is
    no index.
    """
    connection = connections[questions.db]
    if connection.vendor == "postgresql":  # looks them up by itself
        return Q() if _are_few(words, questions) else None
    found = [ids for word in words if (ids := few_with(word, connection)) is not None]
    return Q(pk__in=set.intersection(*map(set, found))) if found else None


def _are_few(words: Iterable[str], questions: QuerySet[Any]) -> bool:
    """Tell whether PostgreSQL takes the words for rare, and is right."""
    words = [word for word in words if len(word) >= len("tri")]
    found = questions.filter(having(words)).values("pk")
    # A usual page and one more; the plan for a larger page may differ, and is bounded as well.
    if not words or INDEX not in found[:21].explain():
        return False
    return found.order_by()[: FEW + 1].count() <= FEW


# SQLite --------------------------------------------------------------------------------

TABLE = "polls_question_fts"
#: FTS5 reads the texts in the table of the questions, and holds the index alone.
CREATE_FTS = """
CREATE VIRTUAL TABLE polls_question_fts USING fts5(
    folded, content='polls_question', content_rowid='id', tokenize='trigram case_sensitive 1'
);
CREATE TRIGGER polls_question_fts_added AFTER INSERT ON polls_question BEGIN
    INSERT INTO polls_question_fts (rowid, folded) VALUES (new.id, new.folded);
END;
CREATE TRIGGER polls_question_fts_removed AFTER DELETE ON polls_question BEGIN
    INSERT INTO polls_question_fts (polls_question_fts, rowid, folded)
        VALUES ('delete', old.id, old.folded);
END;
CREATE TRIGGER polls_question_fts_changed AFTER UPDATE OF id, folded ON polls_question BEGIN
    INSERT INTO polls_question_fts (polls_question_fts, rowid, folded)
        VALUES ('delete', old.id, old.folded);
    INSERT INTO polls_question_fts (rowid, folded) VALUES (new.id, new.folded);
END;
INSERT INTO polls_question_fts (polls_question_fts) VALUES ('rebuild');
"""
FIND = "SELECT rowid FROM polls_question_fts WHERE polls_question_fts MATCH %s LIMIT %s"
TRIGGERS = [f"{TABLE}_{name}" for name in ("added", "removed", "changed")]


def create_fts(apps: Any, schema_editor: Any) -> None:
    """Make the table of SQLite, where its library has FTS5 with trigrams (3.34)."""
    if schema_editor.connection.vendor != "sqlite":
        return
    try:
        for statement in _statements(CREATE_FTS):
            schema_editor.execute(statement, params=None)
    except OperationalError as error:
        if "no such module" not in str(error) and "tokenizer" not in str(error):
            raise


def drop_fts(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name in TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def few_with(word: str, connection: Any) -> list[int] | None:
    """
    Return the ids of the questions with ``word`` in ``folded``, if they are few.

    None where they are met in the list: they are many, the word is short, or there is no index.
    """
    if connection.vendor != "sqlite" or len(word) < len("tri") or not _is_kept(connection):
        return None
    phrase = '"{}"'.format(word.replace('"', '""'))
    with connection.cursor() as cursor:
        ids = [pk for (pk,) in cursor.execute(FIND, [phrase, FEW + 1])]
    return ids if len(ids) <= FEW else None


def _is_kept(connection: Any) -> bool:
    """Tell whether all triggers are there: a later migration of the table would drop them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor}.issuperset(TRIGGERS)


def _statements(script: str) -> list[str]:
    """Cut ``script`` in statements, as ``executescript`` would commit before the first."""
    statements, begun = [], ""
    for line in script.strip().splitlines(keepends=True):
        begun += line
        if complete_statement(begun):
            statements.append(begun)
            begun = ""
    return statements
