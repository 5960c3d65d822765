"""The database's file, and those beside it, are for their owner alone."""

import os
import stat

import pytest

from web.databases.sqlite3 import base

pytestmark = pytest.mark.django_db


@pytest.fixture
def _open_mask():
    """New files are for everybody to read, as on most machines."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def connect(name, **options):
    settings = {
        **{"NAME": str(name), "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL"} | options},
        **{"TIME_ZONE": None, "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_MAX_AGE": 0},
        **{"CONN_HEALTH_CHECKS": False},
    }
    connection = base.DatabaseWrapper(settings, "other")
    connection.ensure_connection()
    return connection


@pytest.mark.usefixtures("_open_mask")
def test_a_new_file_is_for_its_owner_alone(tmp_path):
    connection = connect(tmp_path / "new.sqlite3")
    connection.cursor().execute("CREATE TABLE t (a)")
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["new.sqlite3", "new.sqlite3-shm", "new.sqlite3-wal"]
    assert {mode(file) for file in files} == {0o600}
    connection.close()


@pytest.mark.usefixtures("_open_mask")
def test_a_file_that_is_there_keeps_its_mode(tmp_path):
    path = tmp_path / "shared.sqlite3"
    path.touch(0o640)
    connect(path).close()
    assert mode(path) == 0o640


@pytest.mark.parametrize("name", [":memory:", "file:x?mode=memory&cache=shared"])
def test_a_database_in_memory_makes_no_file(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    connect(name, **({"uri": True} if "file:" in name else {})).close()
    assert list(tmp_path.iterdir()) == []
