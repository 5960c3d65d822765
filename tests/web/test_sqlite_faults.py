"""SQLite says what is wrong, and it is understood."""

import sqlite3

import pytest
from django.db import (
    OperationalError,
)

from web.faults import Fault, fault_of


@pytest.fixture
def sqlite(tmp_path):
    """``sqlite(*statements)``: the fault that the last of them raises, in a file of its own."""

    def run(*statements, uri=""):
        path = tmp_path / "faults.sqlite3"
        database = sqlite3.connect(f"file:{path}{uri}", uri=True, timeout=0, isolation_level=None)
        database.create_function("wrong", 1, lambda text: 1 / 0)
        for statement in statements[:-1]:
            database.execute(statement)
        try:
            database.execute(statements[-1]).fetchall()
        except sqlite3.Error as error:
            outer = OperationalError("x")
            outer.__cause__ = error
            return fault_of(outer)
        finally:
            database.close()
        return "no error"

    return run


BLOB = "INSERT INTO t VALUES (zeroblob(1000000))"


def test_sqlite_says_that_its_disk_is_full(sqlite):
    assert sqlite("CREATE TABLE t (a)", "PRAGMA max_page_count = 3", BLOB) is Fault.FULL


def test_sqlite_says_that_it_is_locked(sqlite, tmp_path):
    sqlite("CREATE TABLE t (a)", "SELECT 1")
    other = sqlite3.connect(tmp_path / "faults.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert sqlite("INSERT INTO t VALUES (1)") is Fault.BUSY
    other.close()


def test_sqlite_says_that_it_takes_no_changes(sqlite):
    sqlite("CREATE TABLE t (a)", "SELECT 1")
    assert sqlite("INSERT INTO t VALUES (1)", uri="?mode=ro") is Fault.READ_ONLY


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("SELECT * FROM missing", Fault.NOT_READY),
        ("SELECT missing FROM t", Fault.NOT_READY),
        ("INSERT INTO t (missing) VALUES (1)", Fault.NOT_READY),
        ("SELECT wrong(1)", Fault.BAD_VALUE),
        ("SELECT 'a' LIKE '" + "a" * 60_000 + "'", Fault.BAD_VALUE),
        ("SELEKT", None),
        ("SELECT 1", "no error"),
    ],
)
def test_sqlite_says_what_is_wrong_in_words(statement, fault, sqlite):
    assert sqlite("CREATE TABLE IF NOT EXISTS t (a)", statement) == fault


def test_a_file_that_is_no_database_is_one_that_is_away(sqlite, tmp_path):
    (tmp_path / "faults.sqlite3").write_bytes(b"x" * 5000)
    assert sqlite("SELECT * FROM sqlite_master") is Fault.AWAY
