"""The same rows for everybody, made by arithmetic and brought by COPY."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import psycopg
from psycopg import sql
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from accounts.tokens import keys

CHOICES = ["Yes", "No", "Maybe", "Never"]
FREE = 200  # the last questions, on which nobody has voted yet
CHUNK = 50_000  # rows between two steps of a progress bar
NOW = datetime.now(UTC).replace(microsecond=0)
YEARS = timedelta(days=2 * 365)
TOPICS = [  # and as they are found and sorted by: see polls/texts.py
    ("Shall we ship it", "shall we ship it"),
    ("Où passer l'été", "ou passer l'ete"),
    ("Tabs or spaces", "tabs or spaces"),
    ("Вместе или врозь", "вместе или врозь"),
    ("Does this need a meeting", "does this need a meeting"),
]


def key(number: int) -> str:
    """Return the token of this user of the service."""
    body = f"{keys.PREFIX}{number:0{keys.RANDOM_LENGTH}}"
    return body + keys.checksum(body)


def stock_key(number: int) -> str:
    """Return the token of this user of the stock project."""
    return f"{number:040}"


def first_choice(question: int) -> int:
    """Return the id of its first choice; the others follow."""
    return (question - 1) * len(CHOICES) + 1


def questions(count: int) -> Iterator[tuple[int, str, str, datetime, datetime | None]]:
    """Yield id, text, folded text, beginning and end: two years of them, one third with an end."""
    for number in range(1, count + 1):
        text, folded = TOPICS[number % len(TOPICS)]
        opens = NOW - YEARS * (number * 7919 % count / count) + timedelta(days=number % 97 == 0)
        closes = opens + timedelta(days=30) if number % 3 == 0 and number <= count - FREE else None
        yield number, f"{text}, no. {number}?", f"{folded}, no. {number}?", opens, closes


def choices(count: int) -> Iterator[tuple[Any, ...]]:
    for question in range(count):
        for place, text in enumerate(CHOICES, 1):
            yield question * len(CHOICES) + place, question + 1, text, 0


def fill_service(url: str, *, users: int, size: int, votes: int) -> None:
    """Fill the tables of the service with ``size`` questions, unless they are full."""
    people = (
        (n, f"voter-{n}", f"voter-{n}", "", "", "!", "", "", False, False, True, NOW, "UTC")
        for n in range(1, users + 1)
    )
    tokens = (
        (n, n, "", sha256(key(n).encode()).hexdigest(), key(n)[: keys.HINT_LENGTH], NOW)
        for n in range(1, users + 1)
    )
    asked = ((*question, question[0] % users + 1) for question in questions(size))
    _fill(
        url,
        users,
        size,
        {
            "accounts_user": (
                users,
                """
                id username username_key email email_key password first_name last_name
                is_superuser is_staff is_active date_joined time_zone
                """,
                people,
            ),
            "accounts_token": (users, "id user_id name digest hint created", tokens),
            "polls_question": (
                size,
                "id question_text folded pub_date closes_at author_id",
                asked,
            ),
            "polls_choice": (
                size * len(CHOICES),
                "id question_id choice_text votes",
                choices(size),
            ),
        },
        votes,
    )


def fill_peers(url: str, *, users: int, size: int) -> None:
    """Fill the tables of the stock project likewise."""
    people = (
        (n, f"voter-{n}", "", "!", "", "", False, False, True, NOW) for n in range(1, users + 1)
    )
    tokens = ((stock_key(n), n, NOW) for n in range(1, users + 1))
    asked = ((n, text, opens, closes) for n, text, _folded, opens, closes in questions(size))
    _fill(
        url,
        users,
        size,
        {
            "auth_user": (
                users,
                """
                id username email password first_name last_name is_superuser is_staff
                is_active date_joined
                """,
                people,
            ),
            "authtoken_token": (users, "key user_id created", tokens),
            "peers_question": (size, "id question_text pub_date closes_at", asked),
            "peers_choice": (
                size * len(CHOICES),
                "id question_id choice_text votes",
                choices(size),
            ),
        },
        0,
    )


def forget_votes(own: str, peers: str, *, size: int) -> None:
    """
    Clear the questions on which an earlier run has voted.

    Everybody has read the question a moment before they vote, so the use of their token is
    noted already.
    """
    last = {"last": size - FREE}
    with psycopg.connect(own, autocommit=True) as connection:
        connection.execute("DELETE FROM polls_vote WHERE question_id > %(last)s", last)
        connection.execute("UPDATE accounts_token SET last_used_at = now()")
        connection.execute("VACUUM ANALYZE")
    with psycopg.connect(peers, autocommit=True) as connection:
        connection.execute("TRUNCATE peers_vote")
        connection.execute("UPDATE peers_choice SET votes = 0 WHERE votes <> 0")
        connection.execute("VACUUM ANALYZE")


def _fill(url: str, users: int, size: int, tables: dict[str, Any], votes: int) -> None:
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
