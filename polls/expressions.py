from typing import Any

from django.db.models import BigIntegerField, F, Func, IntegerField, JSONField, Subquery


class Votes(Func):
    """``Choice.votes`` in an aggregate or a filter; in a list of columns it adds itself up."""

    output_field = IntegerField()

    def __init__(self, *expressions: Any, **extra: Any) -> None:
        super().__init__(*(expressions or (F("votes"),)), **extra)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        (column,) = self.source_expressions
        return column.select_format(compiler, *compiler.compile(column))


class Held(Func):
    """
    The id of a choice that is held until the transaction ends, so that nobody deletes it.

    In an UPDATE or DELETE it is held before any row of that statement is.
    """

    arity = 1
    template = "%(expressions)s"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "(SELECT id FROM polls_choice WHERE id = %(expressions)s FOR KEY SHARE)"
        return self.as_sql(compiler, connection, template=template, **extra)


class JSONRows(Subquery):
    """
    The rows of ``queryset.values(...)`` as a list of dicts, in one column.

    SQLite's json_group_array takes the rows as the ordered subquery yields
    them; PostgreSQL is told the order again, so it has to be by names among the values.
    """

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        template = "(SELECT json_group_array(json_object(%(pairs)s)) FROM (%(subquery)s))"
        pairs = ", ".join(f"'{name}', {self._sqlite_value(name)}" for name in self._names())
        return self.as_sql(compiler, connection, template=template, pairs=pairs)

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = (
            """(SELECT COALESCE(jsonb_agg(to_jsonb("row")%(order)s), '[]')"""
            """ FROM (%(subquery)s) AS "row")"""
        )
        names = [str(name) for name in self.query.order_by]
        order = ", ".join(
            f'"row"."{name.removeprefix("-")}"{" DESC" if name.startswith("-") else ""}'
            for name in names
        )
        order = order and f" ORDER BY {order}"
        return self.as_sql(compiler, connection, template=template, order=order)

    def _names(self) -> list[str]:
        return [*self.query.values_select, *self.query.annotation_select]

    def _sqlite_value(self, name: str) -> str:
        # JSON that comes out of a subquery is text to SQLite until it is told again.
        annotation = self.query.annotation_select.get(name)
        return f'json("{name}")' if isinstance(annotation, JSONRows) else f'"{name}"'


class Sought(Func):
    """
    The ids of what is sought in ``rows.values("id", "is_sought")[:n]``, and then those of
    ``rows.values("id")[n:m]``, ``size`` in all.

    Django does not filter a slice. The database reads one after the other, and stops when it has
    enough, so a common word does without the second. PostgreSQL keeps that order because both
    have a LIMIT, which it never runs in parallel; without it, what is sought could be lost.
    """

    arity = 2
    output_field = BigIntegerField()
    template = "(SELECT id FROM %(expressions)s AS others LIMIT %(size)s)"
    arg_joiner = " AS looked_at WHERE is_sought UNION ALL SELECT id FROM "

    def __init__(self, *rows: Any, **extra: Any) -> None:
        super().__init__(*[Subquery(some) for some in rows], **extra)
