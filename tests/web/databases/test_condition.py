"""/readyz says whether the database has its tables, and takes changes."""

import shutil
from collections import namedtuple

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from web import health
from web.databases import condition

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def disk_is_full(monkeypatch):
    monkeypatch.setitem(condition._seen, "full", True)
    free = {"bytes": 0}
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1, 1, free["bytes"]))
    if connection.vendor == "postgresql":
        monkeypatch.setattr(condition, "has_space", lambda connection: free["bytes"] > 0)
    return free


def test_a_database_with_all_its_tables_is_ok():
    assert condition.of(connection) == "ok"


def test_a_migration_that_is_due_is_named():
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("polls", "0001_initial")
    assert condition.of(connection) == "not migrated: polls.0001_initial"
    recorder.record_unapplied("accounts", "0001_initial")
    assert condition.of(connection) == "not migrated: accounts.0001_initial and 1 more"


def test_an_empty_database_says_so():
    MigrationRecorder.Migration.objects.all().delete()
    assert condition.of(connection).startswith("not migrated: ")


def test_a_database_that_is_ahead_is_ok():
    """While nodes are replaced one by one, the old ones meet the new tables."""
    MigrationRecorder(connection).record_applied("polls", "9999_later")
    assert condition.of(connection) == "ok"


def test_a_full_disk_is_told_until_there_is_room(disk_is_full):
    assert condition.of(connection) == "full"
    disk_is_full["bytes"] = 10**9
    assert condition.of(connection) == "ok"
    disk_is_full["bytes"] = 0
    assert condition.of(connection) == "ok"  # nobody looks until the next change fails


def test_a_disk_with_room_can_be_written_to():
    assert condition.has_space(connection)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL")
def test_a_standby_is_read_only():
    connection.cursor().execute("SET TRANSACTION READ ONLY")
    assert condition.of(connection) == "read only"


@pytest.mark.parametrize(
    ("found", "status"),
    [("ok", 200), ("full", 503), ("read only", 503), ("not migrated: polls.0001_initial", 503)],
)
def test_a_process_is_ready_when_its_database_is(found, status, client, monkeypatch):
    monkeypatch.setattr(condition, "of", lambda connection: found)
    answer = client.get("/readyz")
    assert answer.status_code == status
    assert answer.json()["database"] == found
    assert ("Retry-After" in answer) is (status == 503)


def test_a_database_that_refuses_to_write_says_why(monkeypatch):
    from psycopg.errors import DiskFull

    def refuse(connection):
        raise OperationalError from DiskFull("No space left on device")

    monkeypatch.setattr(condition, "of", refuse)
    assert health.database() == "full"
