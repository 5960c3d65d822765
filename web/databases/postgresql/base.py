"""PostgreSQL that ends the waits of a request, should the server say nothing."""

import select
import time
from typing import Any

import psycopg
from django.db import DatabaseError
from django.db.backends.postgresql import base, operations

from web.databases import deadline
from web.databases.postgresql.cursors import PreparingCursor

USUAL = 4.5  # seconds to wait for an answer, where the server has no limit of its own
MARGIN = 0.5  # seconds after the server's limit, of which it should tell us itself
CHECK = 2  # seconds to look whether a connection that was kept still works
HASTY_CHECK = 0.3  # seconds, if the database answered nobody a moment ago
FRESH = 1  # seconds after an answer in which a quiet connection is taken for a working one


class Connection(psycopg.Connection[Any]):
    longest: float | None = USUAL
    heard_at = 0.0  # a time.monotonic()

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        """All that the driver waits for goes through here, commits and roll-backs as well."""
        seconds = deadline.limit(self.longest)
        if seconds is None:
            return super().wait(gen, *args, **kwargs)
        try:
            found = super().wait(gen, *args, **kwargs | {"timeout": max(seconds, 0.001)})
            self.heard_at = time.monotonic()
            return found
        except psycopg.errors._WaitTimeout:
            deadline.give_up()
            self.close()  # half an answer may be on its way
            raise psycopg.OperationalError("the database did not answer in time") from None


class DatabaseOperations(operations.DatabaseOperations):
    def adapt_integerfield_value(self, value: Any, internal_type: str) -> Any:
        """Leave an integer plain that is too big: bound as of its column's type, it is cut off."""
        if isinstance(value, int):
            most = self.integer_field_range(internal_type)[1]
            if not -most <= value <= most:
                return value
        return super().adapt_integerfield_value(value, internal_type)

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """Return what ``connection.queries`` shows; a cursor that prepares keeps no text."""
        if isinstance(cursor, PreparingCursor):
            try:
                return str(self.compose_sql(sql, params))
            except (psycopg.Error, DatabaseError):  # the statement failed, and says why
                return str(sql)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if deadline.is_silent():
            raise psycopg.OperationalError("the database answers nobody at the moment")
        try:
            connection = super().get_new_connection(conn_params)
        except psycopg.errors.ConnectionTimeout:
            deadline.give_up()
            raise
        connection.__class__ = Connection  # Django connects with psycopg's own
        return connection

    def init_connection_state(self) -> None:
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT setting::int FROM pg_settings WHERE name = 'statement_timeout'")
            ((milliseconds,),) = cursor.fetchall()
        is_chosen = "statement_timeout" in self.settings_dict["OPTIONS"].get("options", "")
        if milliseconds:
            self.connection.longest = milliseconds / 1000 + MARGIN
        elif is_chosen:
            self.connection.longest = None

    def preparing_cursor(self) -> Any:
        """Return a cursor as ``cursor()`` does, for statements that come again and again."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        cursor = PreparingCursor(self.connection)
        return self._prepare_cursor(cursor)  # type: ignore[attr-defined]

    def is_usable(self) -> bool:
        """
        Leave time to connect anew, in case that the connection is dead.

        One that answered a moment ago, and has nothing to say, is not asked: a server that
        goes away says so.
        """
        if self._is_fresh():
            return True
        with deadline.at_most(HASTY_CHECK if deadline.is_silent() else CHECK):
            is_usable = super().is_usable()
        if is_usable:
            deadline.heard()
        return is_usable

    def _is_fresh(self) -> bool:
        if self.errors_occurred or self.connection.closed or deadline.is_silent():
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return time.monotonic() - self.connection.heard_at < FRESH and not poll.poll(0)
