"""SQLite in a file that its owner alone may read."""

import os
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """
        Make the file first, for SQLite would make it readable by everybody.

        The files beside it, -wal and -shm, get its mode. A file that is there keeps its own.
        """
        name = str(conn_params["database"])
        if ":memory:" not in name and "mode=memory" not in name:
            with suppress(OSError):  # it is there; or SQLite will say what is wrong
                os.close(os.open(name, os.O_CREAT | os.O_EXCL, 0o600))
        return super().get_new_connection(conn_params)
