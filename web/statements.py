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

from django.db import connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql import InsertQuery

from web.databases.postgresql.cursors import PreparingCursor


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
        found = _execute(connection, sql, given).fetchone()
        if found is None:
            return None
        row = list(found)
        for i, functions, expression in converters:
            for convert in functions:
                row[i] = convert(row[i], expression, connection)
        return row


class Insert:
    """A new row of ``model``, whose database makes the primary key."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.fields = [field for field in model._meta.concrete_fields if not field.primary_key]

    @cached_property
    def compiled(self) -> str:
        connection = connections["default"]
        query = InsertQuery(self.model)
        slots = {field.attname: Slot(field.attname, field) for field in self.fields}
        query.insert_values(self.fields, [self.model(**slots)])
        ((statement, _slots),) = query.get_compiler(connection=connection).as_sql()
        sql: str = statement
        return sql.replace("%s", "?") if connection.vendor == "sqlite" else sql

    def run(self, **values: Any) -> None:
        """
        Insert a row of ``values``, by the names of the columns; no signal is sent.

        :raises psycopg.Error, sqlite3.Error: the driver's own, unlike Django's cursors.
        """
        connection = connections["default"]
        given = [field.get_db_prep_save(values[field.attname], connection) for field in self.fields]
        _execute(connection, self.compiled, given)


def _execute(connection: Any, sql: str, given: list[Any]) -> Any:
    connection.ensure_connection()
    driver = connection.connection
    if connection.vendor == "sqlite":
        return driver.execute(sql, given)
    return PreparingCursor(driver).execute(sql, given)
