"""SQLite in a file that its owner alone may read, and whose writers take turns."""

import os
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base

from web.databases.sqlite3 import queue

PATIENCE = 5  # seconds, as sqlite3 has it


class DatabaseWrapper(base.DatabaseWrapper):
    turn: int | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """
        Make the file first, for SQLite would make it readable by everybody.

        The files beside it, -wal and -shm, get its mode. A file that is there keeps its own.
        """
        name = str(conn_params["database"])
        if _is_file(name):
            with suppress(OSError):  # it is there; or SQLite will say what is wrong
                os.close(os.open(name, os.O_CREAT | os.O_EXCL, 0o600))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        """Take a turn for a transaction that writes; one that reads first needs none."""
        name, options = str(self.settings_dict["NAME"]), self.settings_dict["OPTIONS"]
        mode = getattr(self, "transaction_mode", None)
        if mode in {"IMMEDIATE", "EXCLUSIVE"} and _is_file(name):
            with self.wrap_database_errors:
                self.turn = queue.wait(name, seconds=options.get("timeout", PATIENCE))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _end_turn(self) -> None:
        if self.turn is not None:
            os.close(self.turn)
            self.turn = None

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()


def _is_file(name: str) -> bool:
    return ":memory:" not in name and "mode=memory" not in name
