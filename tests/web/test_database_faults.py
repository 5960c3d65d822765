"""Faults of the database are told apart, and no answer claims more than is known."""

import sqlite3

import pytest
from django.db import (
    DataError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    utils,
)
from django.test import Client
from psycopg import errors
from rest_framework.test import APIClient

from accounts.api import Me
from polls.api import QuestionViewSet
from polls.editing_pages import AskView
from web.databases import condition
from web.faults import Fault, fault_of

ME = "/accounts/api/me"
FAULTS = [
    (errors.AdminShutdown("x"), Fault.AWAY),
    (errors.CannotConnectNow("x"), Fault.AWAY),
    (errors.ConnectionFailure("x"), Fault.AWAY),
    (errors.OperationalError("connection refused"), Fault.AWAY),
    (errors.InterfaceError("the connection is closed"), Fault.AWAY),
    (errors.IoError("x"), Fault.AWAY),
    (errors.QueryCanceled("statement timeout"), Fault.BUSY),
    (errors.LockNotAvailable("lock timeout"), Fault.BUSY),
    (errors.DeadlockDetected("x"), Fault.BUSY),
    (errors.SerializationFailure("x"), Fault.BUSY),
    (errors.TooManyConnections("x"), Fault.BUSY),
    (errors.OutOfMemory("x"), Fault.BUSY),
    (errors.DiskFull("No space left on device"), Fault.FULL),
    (errors.ReadOnlySqlTransaction("x"), Fault.READ_ONLY),
    (errors.UndefinedTable("x"), Fault.NOT_READY),
    (errors.UndefinedColumn("x"), Fault.NOT_READY),
    (errors.InvalidSchemaName("x"), Fault.NOT_READY),
    (errors.InsufficientPrivilege("x"), Fault.UNUSABLE),
    (errors.SequenceGeneratorLimitExceeded("x"), Fault.UNUSABLE),
    (errors.ProgramLimitExceeded("x"), Fault.BAD_VALUE),
    (errors.StatementTooComplex("x"), Fault.BAD_VALUE),
    (errors.InvalidRegularExpression("x"), Fault.BAD_VALUE),
    (errors.DatetimeFieldOverflow("x"), Fault.BAD_VALUE),
    (errors.NumericValueOutOfRange("x"), Fault.BAD_VALUE),
    (errors.UniqueViolation("x"), None),
    (errors.SyntaxError("x"), None),
    (errors.InFailedSqlTransaction("x"), None),
]


def as_django_has_it(error: Exception) -> Exception:
    """Return Django's error around a driver's."""
    for name in ("DataError", "OperationalError", "IntegrityError", "InternalError",
                 "ProgrammingError", "NotSupportedError", "InterfaceError"):  # fmt: skip
        if isinstance(error, getattr(errors, name)):
            outer = getattr(utils, name)("x")
            outer.__cause__ = error
            return outer
    raise LookupError(error)


@pytest.mark.parametrize(
    ("error", "fault"), FAULTS, ids=[type(error).__name__ for error, _ in FAULTS]
)
def test_the_error_of_postgresql_says_what_is_wrong(error, fault):
    assert fault_of(as_django_has_it(error)) is fault


def test_what_is_no_error_of_a_database_is_no_fault_of_it():
    assert fault_of(RuntimeError()) is None
    assert fault_of(None) is None
    assert fault_of(ProgrammingError()) is None
    assert fault_of(DataError()) is Fault.BAD_VALUE
    assert fault_of(OperationalError("without a cause")) is Fault.AWAY
    assert fault_of(InterfaceError()) is Fault.AWAY


# SQLite says these itself -----------------------------------------------------------


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


# The words for callers ----------------------------------------------------------------


@pytest.fixture
def program(alice):
    key = alice.initial_token.key
    return APIClient(raise_request_exception=False, headers={"Authorization": f"Token {key}"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.OperationalError("gone"), 503, "unavailable"),
        (errors.QueryCanceled("x"), 503, "database_busy"),
        (errors.DiskFull("x"), 503, "database_full"),
        (errors.ReadOnlySqlTransaction("x"), 503, "database_read_only"),
        (errors.InsufficientPrivilege("x"), 503, "database_unusable"),
        (errors.UndefinedTable("x"), 503, "not_ready"),
        (errors.InvalidRegularExpression("x"), 400, "bad_request"),
        (errors.SyntaxError("x"), 500, "error"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
@pytest.mark.parametrize("is_debug", [False, True], ids=["production", "debug"])
def test_a_caller_is_told_what_is_wrong(
    is_debug, program, broken, settings, monkeypatch, error, status, code
):
    monkeypatch.setitem(condition._seen, "full", False)
    settings.DEBUG = is_debug
    broken(Me, "get", as_django_has_it(error))
    answer = program.get(ME)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert ("Retry-After" in answer) is (status == 503)
    assert condition._seen["full"] is (code == "database_full")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("GET", "Try again in a moment."),
        ("PUT", "You can safely send it again"),
        ("DELETE", "You can safely send it again"),
        ("POST", "Your change may have been saved"),
        ("PATCH", "Your change may have been saved"),
    ],
)
@pytest.mark.parametrize("error", [errors.OperationalError("gone"), errors.QueryCanceled("x")])
def test_a_caller_is_told_no_more_than_is_known(program, broken, method, words, error):
    """The connection may be lost between a commit and the news of it."""
    broken(QuestionViewSet, "initial", as_django_has_it(error))
    answer = program.generic(method, "/polls/api/questions/1", b"{}", "application/json")
    assert answer.status_code == 503
    assert words in answer.json()["detail"]
    assert "Nothing was saved" not in answer.json()["detail"]


@pytest.mark.django_db
def test_a_page_tells_as_much(alice, broken, client):
    broken(AskView, "dispatch", as_django_has_it(errors.OperationalError("gone")))
    client.force_login(alice)
    browser = Client(raise_request_exception=False)
    browser.cookies = client.cookies
    page = browser.post("/polls/new/", {"question_text": "x"}).content.decode()
    assert "Your change may have been saved" in page


@pytest.mark.django_db
def test_the_driver_in_use_is_understood():
    """A real error of the database that this suite runs on."""
    with pytest.raises((OperationalError, ProgrammingError)) as caught:
        connection.cursor().execute("SELECT * FROM missing")
    assert fault_of(caught.value) is Fault.NOT_READY
