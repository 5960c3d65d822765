"""Columns that hold their text in one form, whoever writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from polls import texts

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]  # only the stubs take parameters
    _PositiveIntegerField = models.PositiveIntegerField[int, int]
else:
    _CharField = models.CharField
    _PositiveIntegerField = models.PositiveIntegerField


class LineField(_CharField):
    """A line of text, stored in its canonical form; forms, the API, bulk_create alike."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value if value is None else texts.canonical(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        setattr(model_instance, self.attname, self.to_python(getattr(model_instance, self.attname)))
        return super().pre_save(model_instance, add)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        # ``QuerySet.update`` comes here and never to ``pre_save``.
        return super().get_db_prep_save(
            texts.canonical(value) if isinstance(value, str) else value, connection
        )

    def deconstruct(self) -> Any:
        # To the database it is a CharField: migrations need not know more.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class FoldedField(_CharField):
    """
    The field ``of`` as it is found and sorted by: see ``texts.folded``. Nobody sets it.

    ``save``, ``bulk_create`` and ``loaddata`` fill it here, ``QuerySet.update`` in
    ``QuestionQuerySet``. SQL goes around it.
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"editable": False, "db_default": "", **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.make(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value

    def make(self, text: str) -> str:
        return texts.folded(text)[: self.max_length]

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        # By code point, as SQLite compares; other collations differ from server to server.
        collation = {"postgresql": "C"}.get(connection.vendor)
        return {**super().db_parameters(connection), "collation": collation}

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}


class TallyField(_PositiveIntegerField):
    """
    A number of votes: what the column has, and on PostgreSQL what ``tallies`` has beside it.

    They are added up wherever the column is selected. Elsewhere ``expressions.Votes`` does so.
    """

    def select_format(self, compiler: Any, sql: str, params: Any) -> Any:
        row = sql.removesuffix(f'."{self.column}"')
        if row == sql or compiler.connection.vendor != "postgresql":
            return sql, params
        counted = f'SELECT SUM(votes) FROM polls_tally WHERE choice_id = {row}."id"'  # noqa: S608
        return f"({sql} + COALESCE(({counted}), 0))::integer", params

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveIntegerField", args, kwargs
