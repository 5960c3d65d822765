"""Things that make the database slow in silence: found by ``migrate`` and ``check --database``."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import Tags, Warning, register
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from polls import searching

MIGRATION = ("polls", "0009_search_on_sqlite")
_HINTS = {
    "postgresql": f"As the owner of the database: {searching.EXTENSION}; {searching.CREATE};",
    "sqlite": "With SQLite 3.34 or newer: manage.py migrate polls 0008, then manage.py migrate.",
}


def connect() -> None:
    register(check_search_index, Tags.database)


def check_search_index(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[Warning]:
    return [
        Warning(
            f"Searches do not look words up, because {searching.INDEX} is missing.",
            hint=_HINTS[connections[alias].vendor],
            id="polls.W001",
        )
        for alias in databases or []
        if MIGRATION in MigrationRecorder(connections[alias]).applied_migrations()
        and searching.is_missing(connections[alias])
    ]
