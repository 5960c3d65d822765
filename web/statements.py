"""
Statements that are compiled once, from a queryset, and prepared by the database.

The ORM builds the SQL of a queryset anew each time, which takes longer than the database
needs to run it: of 471 µs for a token and its user, building took 143 and the database 105,
prepared. Here the SQL still comes from the models, and changes with them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import psycopg
from django.db import connections
from django.db.models import Expression, Field, QuerySet


class Slot(Expression):
    """The place of a value that is given each time the statement runs."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class Statement:
    """``make()`` returns the queryset, as ``values_list``, with a ``Slot`` for each value."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self.make = make

    @cached_property
    def compiled(self) -> tuple[str, list[Any], list[Any]]:
        """The SQL, its values and slots, and what turns columns into Python's types."""
        connection = connections["default"]
        compiler = self.make().query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        if connection.vendor == "sqlite":
            sql = sql.replace("%s", "?")
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return sql, list(parameters), [(i, *found) for i, found in converters.items()]

    def row(self, **values: Any) -> list[Any] | None:
        """
        Return the first row as the ORM would, or None.

        :raises psycopg.Error, sqlite3.Error: the driver's own, unlike Django's cursors.
        """
        connection = connections["default"]
        sql, parameters, converters = self.compiled
        given = [values[one.name] if type(one) is Slot else one for one in parameters]
        connection.ensure_connection()
        fetch = _fetch_sqlite if connection.vendor == "sqlite" else _fetch_postgresql
        found = fetch(connection.connection, sql, given)
        if found is None:
            return None
        row = list(found)
        for i, functions, expression in converters:
            for convert in functions:
                row[i] = convert(row[i], expression, connection)
        return row


def _fetch_sqlite(driver: Any, sql: str, given: list[Any]) -> Any:
    return driver.execute(sql, given).fetchone()


def _fetch_postgresql(driver: Any, sql: str, given: list[Any]) -> Any:
    # Django's own cursors put the values into the text, which cannot be prepared then.
    cursor = psycopg.Cursor(driver)
    cursor.execute(sql, given)
    return cursor.fetchone()
