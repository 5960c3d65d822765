from typing import Any

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus


class PreparingCursor(psycopg.Cursor[Any]):
    """
    A cursor whose statements the server prepares, as ``prepare_threshold`` in the settings says.

    Django's own put the values into the text, which cannot be prepared then.
    """

    def execute(self, query: Any, params: Any = None, **kwargs: Any) -> Any:
        """Run a statement anew if a migration changed its columns since it was prepared."""
        try:
            return super().execute(query, params, **kwargs)
        except errors.FeatureNotSupported:
            # Within a transaction, all of it has failed.
            if self.connection.info.transaction_status != TransactionStatus.IDLE:
                raise
            # The driver forgets what it prepared, or it would fail so each time.
            psycopg.Cursor(self.connection).execute("DEALLOCATE ALL")
            return super().execute(query, params, **kwargs)
