"""
A queue of those who write to one SQLite file: first come, first served.

SQLite lets a writer try again and again until its timeout ends, and the luckiest is next:
of 32 processes that voted for six seconds, one waited for all of them. Here each stands in
line for its turn, by locks on two files beside the database, and the longest wait was 1.2
to 2.3 seconds, on a disk that other programs kept busy. The kernel serves those who wait
for a lock in their order, and frees the locks of a process that dies.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from contextlib import suppress

PAUSE = 0.0005  # seconds between two looks of the one whose turn is next


def wait(database: str, *, seconds: float) -> int | None:
    """
    Wait for the turn to write; return a file to close when it is over.

    :return: None where no file can be made beside the database.
    :raises sqlite3.OperationalError: after ``seconds``, as SQLite's own when it is busy.
    """
    ends_at = time.monotonic() + seconds
    with suppress(PermissionError):
        line = _open(f"{database}-line")
        try:
            fcntl.flock(line, fcntl.LOCK_EX)
            return _take(_open(f"{database}-turn"), ends_at)
        finally:
            os.close(line)
    return None


def _open(path: str) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _take(turn: int, ends_at: float) -> int:
    # Whoever is next looks at the clock. Those behind arrived later or at the same time.
    while True:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > ends_at:
                os.close(turn)
                raise _busy() from None
            time.sleep(PAUSE)
        else:
            return turn


def _busy() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error
