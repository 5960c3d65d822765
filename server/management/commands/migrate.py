import time
from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

LOCK = 0x6D696772  # "migr": the advisory lock of those who migrate this database
LOCK_TIMEOUT = 1  # seconds; while we wait for a table, everybody else waits behind us
PAUSE = 3  # seconds in which they go on
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
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            cursor.execute("SET lock_timeout = %s", [f"{LOCK_TIMEOUT}s"])
        try:
            self.migrate_patiently(*args, **options)
        finally:
            if connection.is_usable():  # else the lock and the limits ended with it
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
                    cursor.execute("RESET lock_timeout; RESET statement_timeout")

    def migrate_patiently(self, *args: Any, **options: Any) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
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
                time.sleep(PAUSE)
