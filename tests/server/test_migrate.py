"""Tables are made by one process at a time, which waits for others and says so."""

import time
from collections.abc import Callable

import psycopg
import pytest
import requests
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate as original
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from server.management.commands import migrate
from tests.live.conftest import PATIENCE, Server, launch
from tests.server.conftest import SERVING


def wait_until(is_so: Callable[[], bool], server: Server) -> None:
    deadline = time.monotonic() + 2 * PATIENCE
    while not is_so():
        assert server.process.poll() is None, server.output()
        assert time.monotonic() < deadline, server.output()
        time.sleep(0.1)


def is_ready(server: Server) -> bool:
    """Whether no migration is missing, among other things."""
    return requests.get(f"{server.url}/readyz", timeout=10).status_code == 200


@pytest.fixture
def url(postgresql, with_tables) -> str:
    """A database that has all tables but those of polls: to make them all takes long."""
    new = postgresql.new_database(with_tables)
    undo_polls(new)
    return new


def undo_polls(url: str) -> None:
    """As if the tables of polls had never been made."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT tablename FROM pg_tables WHERE tablename LIKE 'polls_%'"
        ).fetchall()
        for (name,) in rows:
            connection.execute(f"DROP TABLE {name} CASCADE")
        connection.execute("DELETE FROM django_migrations WHERE app = 'polls'")


def test_it_serves_before_its_database_is_there_and_makes_the_tables_when_it_is(
    postgresql, url, tmp_path
):
    postgresql.stop()
    server = launch(["bin/serve"], tmp_path / "log", **SERVING, DATABASE_URL=url)
    try:
        server.wait()
        assert requests.get(f"{server.url}/livez", timeout=10).status_code == 200
        assert requests.get(f"{server.url}/readyz", timeout=10).status_code == 503
        assert "the database does not answer yet" in server.output()
        postgresql.start()
        wait_until(lambda: is_ready(server), server)
    finally:
        server.stop()


def test_it_serves_before_its_tables_are_there_and_says_so(postgresql, tmp_path):
    settings = SERVING | {"MIGRATE": "off", "DATABASE_URL": postgresql.new_database()}
    server = launch(["bin/serve"], tmp_path / "log", **settings)
    server.wait()
    assert requests.get(f"{server.url}/livez", timeout=10).status_code == 200
    server.stop()
    assert "the tables are not up to date" in server.output()


def test_a_migration_waits_for_a_dump_and_says_so(url, tmp_path):
    with psycopg.connect(url) as other:
        # To make them again, a foreign key needs a lock on the people, which this one excludes.
        other.execute("LOCK TABLE accounts_user IN SHARE MODE")
        server = launch(["bin/serve"], tmp_path / "log", **SERVING, DATABASE_URL=url)
        try:
            wait_until(lambda: "waits for a lock" in server.output(), server)
            other.rollback()
            server.wait()
            assert is_ready(server)
        finally:
            server.stop()


def test_two_nodes_that_start_at_once_migrate_one_after_the_other(url, tmp_path):
    nodes = [
        launch(["bin/serve"], tmp_path / name, **SERVING, DATABASE_URL=url)
        for name in ("one", "two")
    ]
    for node in nodes:
        node.wait()
        assert is_ready(node)
        node.stop()
        assert "Traceback" not in node.output()


def test_a_migration_that_waits_too_long_gives_up_with_the_reason(db, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set DATABASE_URL")

    def handle(*args: object, **options: object) -> None:
        raise OperationalError("canceling statement") from LockNotAvailable()

    monkeypatch.setattr(original.Command, "handle", handle)
    monkeypatch.setattr(migrate, "PATIENCE", -1)
    with pytest.raises(CommandError, match="another session holds"):
        call_command("migrate", verbosity=0)
