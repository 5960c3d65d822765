"""Rows brought by COPY, with a progress bar."""

from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.rows import FREE

CHUNK = 50_000  # rows between two steps of a progress bar


def fill(url: str, users: int, size: int, tables: dict[str, Any], votes: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection, _progress() as progress:
        question_table = next(table for table in tables if table.endswith("_question"))
        found = connection.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(question_table))
        ).fetchone()
        if found == (size,):
            return
        for table, (count, columns, rows) in tables.items():
            advance = _task(progress, table, count)
            _copy(connection, table, columns.split(), rows, advance)
        if votes:
            _vote(connection, users, size, votes, _task(progress, "polls_vote", votes))
        connection.execute("VACUUM ANALYZE")


def _copy(
    connection: Any, table: str, columns: list[str], rows: Any, advance: Callable[[int], None]
) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            number = 0
            for number, row in enumerate(rows, 1):
                copy.write_row(row)
                if number % CHUNK == 0:
                    advance(CHUNK)
            advance(number % CHUNK)
        if "id" in columns:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, max(number, 1)]
            )


# Each number is another pair of a question and a user.
_VOTES = """
INSERT INTO polls_vote (user_id, question_id, choice_id, voted_at)
SELECT (n / %(size)s + n %% %(size)s) %% %(users)s + 1, n %% %(size)s + 1,
       n %% %(size)s * 4 + 1 + (n * 7919 / 31) %% 4, now() - interval '1 hour' * (n %% 700)
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
"""


def _vote(
    connection: Any, users: int, size: int, votes: int, advance: Callable[[int], None]
) -> None:
    for first in range(0, votes, CHUNK * 4):
        last = min(votes, first + CHUNK * 4) - 1
        connection.execute(
            _VOTES, {"users": users, "size": size - FREE, "first": first, "last": last}
        )
        advance(last - first + 1)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description:>16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    )


def _task(progress: Progress, name: str, total: int) -> Callable[[int], None]:
    task = progress.add_task(name, total=total)
    return lambda rows: progress.update(task, advance=rows)
