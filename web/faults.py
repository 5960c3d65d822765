"""
Faults of the database, as far as its driver tells.

Django raises ``OperationalError`` for a server that is gone, for a full disk, for a
statement that took too long and for a table that is missing. Callers need different
words for them, and operators a different alarm.
"""

from enum import Enum

from django.db import DataError, Error, InterfaceError, OperationalError


class Fault(Enum):
    AWAY = "the database is away"
    BUSY = "the database is busy"
    FULL = "the database's disk is full"
    READ_ONLY = "the database is read-only"
    NOT_READY = "the database is not migrated"
    UNUSABLE = "the database refuses its own application"
    BAD_VALUE = "the database does not take a value"


# https://www.postgresql.org/docs/current/errcodes-appendix.html: a code, or the class
# that its first two characters name.
_SQLSTATES = {
    "08": Fault.AWAY,  # connection exception
    "0A000": Fault.BUSY,  # not supported: a migration changed what a prepared statement returns
    "22": Fault.BAD_VALUE,  # data exception
    "2200H": Fault.UNUSABLE,  # a sequence has no more numbers
    "25006": Fault.READ_ONLY,  # a standby, or default_transaction_read_only
    "26000": Fault.BUSY,  # a prepared statement is lost; web/databases/postgresql/cursors.py
    "3F000": Fault.NOT_READY,  # no such schema
    "40": Fault.BUSY,  # transaction rollback: a deadlock
    "42501": Fault.UNUSABLE,  # no rights to a table
    "42703": Fault.NOT_READY,  # no such column
    "42883": Fault.NOT_READY,  # no such function
    "42P01": Fault.NOT_READY,  # no such table
    "42P05": Fault.BUSY,  # a prepared statement is another client's
    "53": Fault.BUSY,  # insufficient resources
    "53100": Fault.FULL,
    "54": Fault.BAD_VALUE,  # too long for an index, too complex
    "55P03": Fault.BUSY,  # lock_timeout
    "57014": Fault.BUSY,  # statement_timeout
    "57P": Fault.AWAY,  # shutdown, crash, starting up
    "58": Fault.AWAY,  # system error
}
# https://www.sqlite.org/rescode.html
_SQLITE_CODES = {
    5: Fault.BUSY,
    6: Fault.BUSY,  # locked
    7: Fault.BUSY,  # no memory
    8: Fault.READ_ONLY,
    9: Fault.BUSY,  # interrupted
    10: Fault.AWAY,  # input or output
    11: Fault.AWAY,  # corrupt
    13: Fault.FULL,
    14: Fault.AWAY,  # cannot open
    18: Fault.BAD_VALUE,  # too big
    26: Fault.AWAY,  # not a database
}
# SQLite has one code for all of these.
_SQLITE_TEXTS = {
    "no such table": Fault.NOT_READY,
    "no such column": Fault.NOT_READY,
    "has no column": Fault.NOT_READY,
    "user-defined function raised exception": Fault.BAD_VALUE,  # a regular expression
    "LIKE or GLOB pattern too complex": Fault.BAD_VALUE,
}


def fault_of(error: BaseException | None) -> Fault | None:
    """Return what is wrong with the database; None if it works, as it does with a bug of ours."""
    if isinstance(error, OverflowError) and "SQLite INTEGER" in str(error):
        return Fault.BAD_VALUE  # Python's driver sees it before SQLite does
    if not isinstance(error, Error):
        return None
    driver = error.__cause__
    if state := getattr(driver, "sqlstate", None):
        return next((_SQLSTATES[state[:n]] for n in (5, 3, 2) if state[:n] in _SQLSTATES), None)
    if code := getattr(driver, "sqlite_errorcode", None):
        said = (fault for text, fault in _SQLITE_TEXTS.items() if text in str(driver))
        return _SQLITE_CODES.get(code & 0xFF) or next(said, None)
    if isinstance(error, DataError):
        return Fault.BAD_VALUE
    # Nobody answered, so there is no code.
    return Fault.AWAY if isinstance(error, OperationalError | InterfaceError) else None
