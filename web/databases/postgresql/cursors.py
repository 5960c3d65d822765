from typing import Any

import psycopg
import structlog
from psycopg import errors
from psycopg.pq import TransactionStatus

logger = structlog.get_logger(__name__)

#: The statement is not there, or another client's is: a pooler gave us another server process.
LOST = errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement


class PreparingCursor(psycopg.Cursor[Any]):
    """
    A cursor whose statements the server prepares, as ``prepare_threshold`` in the settings says.

    Django's own put the values into the text, which cannot be prepared then.
    """

    def execute(self, query: Any, params: Any = None, **kwargs: Any) -> Any:
        """
        Run a statement anew if what was prepared is of no use; it is not in a transaction.

        That has failed as a whole, and the next one goes well.
        """
        try:
            return super().execute(query, params, **kwargs)
        except errors.FeatureNotSupported:  # a migration changed a column
            if not self.is_outside:
                raise
            # The driver forgets what it prepared, or it would fail so each time.
            psycopg.Cursor(self.connection).execute("DEALLOCATE ALL")
        except LOST:
            logger.error(
                "prepared statements are lost", cure="DATABASE_URL=…?prepare_threshold=off"
            )
            self.connection.prepare_threshold = None
            if not self.is_outside:
                raise
        return super().execute(query, params, **kwargs)

    @property
    def is_outside(self) -> bool:
        return self.connection.info.transaction_status == TransactionStatus.IDLE
