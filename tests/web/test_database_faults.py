"""Faults of the database are told apart, and no answer claims more than is known."""

import pytest
from django.db import (
    DataError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    utils,
)
from psycopg import errors

from web.faults import Fault, fault_of

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
    (errors.FeatureNotSupported("cached plan must not change result type"), Fault.BUSY),
    (errors.InvalidSqlStatementName("x"), Fault.BUSY),
    (errors.DuplicatePreparedStatement("x"), Fault.BUSY),
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


@pytest.mark.django_db
def test_the_driver_in_use_is_understood():
    """A real error of the database that this suite runs on."""
    with pytest.raises((OperationalError, ProgrammingError)) as caught:
        connection.cursor().execute("SELECT * FROM missing")
    assert fault_of(caught.value) is Fault.NOT_READY
