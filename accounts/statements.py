"""
Querysets that are compiled once.

The ORM builds the SQL of a queryset anew each time, which is most of what a small query costs
this process. Here the SQL still comes from the models, and is kept: a sign-in took a third
fewer instructions (docs/understand/speed.md).

``web.statements`` does the same on prepared statements and without instances. The two stand
apart because ``accounts`` lifts out of this project without ``web``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery
from django.db.transaction import TransactionManagementError


class Slot(Expression):
    """The place of a value that is given each time the statement runs."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class Compiled(NamedTuple):
    sql: str
    parameters: list[Any]  #: some of them are slots
    names: list[str]  #: of the fields of an instance, in the order of its columns, the first ones
    populators: list[Any]  #: what makes the instances of ``select_related`` of the others
    converters: dict[int, Any]  #: what turns columns into Python's types, as the ORM has it


class Statement:
    """``make()`` returns the queryset, with a ``Slot`` for each value that it depends on."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self.make = make
        self.by_database: dict[str, Compiled] = {}

    @cached_property
    def queryset(self) -> QuerySet[Any, Any]:
        return self.make()

    def first(self, *, using: str | None = None, **values: Any) -> Any:
        """Return the first row as an instance of the model, or None; annotations are left out."""
        using = using or self.queryset.db
        row = self._row(connections[using], values)
        if row is None:
            return None
        compiled = self.by_database[using]
        names = compiled.names
        instance = self.queryset.model.from_db(using, names, row[: len(names)])
        for related in compiled.populators:
            related.populate(row, instance)
        return instance

    def value(self, **values: Any) -> Any:
        """Return the first column of the first row, or None."""
        row = self._row(connections[self.queryset.db], values)
        return row and row[0]

    def update(self, *, using: str | None = None, **values: Any) -> int:
        """Run the update that ``make`` returned; return how many rows it changed."""
        connection = connections[using or self.queryset.db]
        sql, given = self._bound(connection, values)
        with cursor_of(connection) as cursor:
            cursor.execute(sql, given)
            return int(cursor.rowcount)

    def _row(self, connection: Any, values: dict[str, Any]) -> list[Any] | None:
        """:raises TransactionManagementError: when rows would be locked for no transaction."""
        if self.queryset.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("Rows can be locked in a transaction alone.")
        sql, given = self._bound(connection, values)
        converters = self.by_database[connection.alias].converters
        with cursor_of(connection) as cursor:
            cursor.execute(sql, given)
            found = cursor.fetchone()
        if found is None:
            return None
        row = list(found)
        for i, (functions, expression) in converters.items():
            for convert in functions:
                row[i] = convert(row[i], expression, connection)
        return row

    def _bound(self, connection: Any, values: dict[str, Any]) -> tuple[str, list[Any]]:
        using = connection.alias
        if using not in self.by_database:
            self.by_database[using] = _compile(self.queryset.query.get_compiler(using), using)
        compiled = self.by_database[using]
        return compiled.sql, [_given(one, values, connection) for one in compiled.parameters]


def cursor_of(connection: Any) -> Any:
    """Return a cursor that prepares its statements, where the database's backend has one."""
    return getattr(connection, "preparing_cursor", connection.cursor)()


def updating(rows: QuerySet[Any, Any], **values: Any) -> QuerySet[Any, Any]:
    """Return what ``rows.update(**values)`` would run at once, for a ``Statement``."""
    rows = rows.all()
    rows._for_write = True  # type: ignore[attr-defined]  # a router may send reads elsewhere
    query: Any = rows.query.chain(UpdateQuery)
    query.add_update_values(values)
    rows.query = query
    return rows


def _compile(compiler: Any, using: str) -> Compiled:
    sql, parameters = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select or ()]
    names, populators = [], []
    if compiler.klass_info:
        own = compiler.klass_info["select_fields"]
        names = [columns[i].target.attname for i in own]
        populators = get_related_populators(  # type: ignore[call-arg]  # as in Django 5.2
            compiler.klass_info, compiler.select, using
        )
    return Compiled(sql, list(parameters), names, populators, compiler.get_converters(columns))


def _given(parameter: Any, values: dict[str, Any], connection: Any) -> Any:
    if not isinstance(parameter, Slot):
        return parameter
    return parameter.output_field.get_db_prep_value(values[parameter.name], connection)
