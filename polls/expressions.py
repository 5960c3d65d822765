from typing import Any

from django.db.models import JSONField, Subquery


class JSONRows(Subquery):
    """
    The rows of ``queryset.values(...)`` as a list of dicts, in one column.

    SQLite's json_group_array takes the rows as the ordered subquery yields
    them; PostgreSQL is told the order again, by the first of the values.
    """

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        template = "(SELECT json_group_array(json_object(%(pairs)s)) FROM (%(subquery)s))"
        pairs = ", ".join(f"'{name}', \"{name}\"" for name in self.query.values_select)
        return self.as_sql(compiler, connection, template=template, pairs=pairs)

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = (
            """(SELECT COALESCE(jsonb_agg(to_jsonb("row") ORDER BY "row"."%(first)s"), '[]')"""
            """ FROM (%(subquery)s) AS "row")"""
        )
        first = self.query.values_select[0]
        return self.as_sql(compiler, connection, template=template, first=first)
