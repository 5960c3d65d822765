"""Whether the database can be worked with: it answers, has its tables, and takes changes."""

import shutil
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

LEAST_SPACE = 1024 * 1024  # bytes that SQLite should have left

_seen = {"full": False}


def note_full() -> None:
    """Remember that a change found the disk full: from now on, ``of`` tries to write."""
    _seen["full"] = True


def of(connection: BaseDatabaseWrapper) -> str:
    """
    Return "ok", or what is wrong.

    :raises django.db.Error: if it does not answer, or refuses to write.
    """
    if is_read_only(connection):
        return "read only"
    if missing := missing_migrations(connection):
        more = f" and {len(missing) - 1} more" if missing[1:] else ""
        return f"not migrated: {missing[0]}{more}"
    if _seen["full"]:
        if not has_space(connection):
            return "full"
        _seen["full"] = False
    return "ok"


def is_read_only(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether it is a standby, or was told to take no changes."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT 1")
            return False
        cursor.execute("SELECT current_setting('transaction_read_only')")
        return bool(cursor.fetchone() == ("on",))


def missing_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """Name those of this version that the database has not had; it may have had newer ones."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{app}.{name}" for app, name in sorted(_migrations() - applied.keys())]


@lru_cache
def _migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).graph.nodes)


def has_space(connection: BaseDatabaseWrapper) -> bool:
    """:raises django.db.OperationalError: if PostgreSQL cannot write."""
    if connection.vendor != "postgresql":
        folder = Path(str(connection.settings_dict["NAME"])).parent
        return shutil.disk_usage(folder).free > LEAST_SPACE
    # A temporary table takes space on the same disk, and nobody else sees it.
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE space ON COMMIT DROP AS "
            "SELECT md5(number::text) FROM generate_series(1, 10000) AS number"
        )
    return True
