import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.errors import LockNotAvailable

LOCK = 0x6D696772  # "migr": the advisory lock of those who migrate this database
LOCK_TIMEOUT = "1s"  # while we wait for a table, everybody else waits behind us
PAUSE = 2  # seconds in which they go on
PATIENCE = 600  # seconds until we give up


class Command(migrate.Command):
    """
    Django's, one process at a time, and with limits of its own on PostgreSQL.

    A migration may take longer than a request may. It must not wait for a lock
    for long, because all requests for the table would wait behind it: it tries
    again instead.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            super().handle(*args, **options)
            return
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with self.turn(connection):
                    super().handle(*args, **options)
                return
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
                if time.monotonic() > deadline:
                    raise CommandError(
                        f"A migration waited {PATIENCE} seconds for a lock that another session "
                        "holds: a dump, or a long transaction. pg_stat_activity lists them."
                    ) from error
                self.stderr.write(
                    "A migration waits for a lock that another session holds, such as pg_dump."
                )
                # Anew: Django leaves the transaction open when what it deferred fails.
                connection.close()
                connection.connect()
                time.sleep(PAUSE)

    @contextmanager
    def turn(self, connection: BaseDatabaseWrapper) -> Iterator[None]:
        """Hold the lock and the limits on this connection."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                self.stderr.write("Another process migrates this database; waiting for it.")
                # Not in one statement: CREATE INDEX CONCURRENTLY would wait for its end.
                while not cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()[0]:
                    time.sleep(PAUSE)
            cursor.execute(f"SET statement_timeout = 0; SET lock_timeout = '{LOCK_TIMEOUT}'")
        try:
            with connection.execute_wrapper(without_lock_timeout):
                yield
        finally:
            if connection.is_usable():  # else all of it ended with the connection
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
                    cursor.execute("RESET lock_timeout; RESET statement_timeout")


def without_lock_timeout(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """CONCURRENTLY waits for everybody and delays nobody; if it is cut off, it stays half done."""
    if "CONCURRENTLY" not in str(sql):
        return execute(sql, params, many, context)
    session = context["connection"].connection
    session.execute("SET lock_timeout = 0")
    try:
        return execute(sql, params, many, context)
    finally:
        session.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
