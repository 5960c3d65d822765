"""Columns that hold the canonical form of another column, whichever way a row is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from accounts import names


class KeyField(models.CharField):
    """
    The form in which column ``of`` is compared; ``make`` turns a value into it.

    ``save`` and ``bulk_create`` fill it here, ``loaddata`` in a receiver of ``pre_save``,
    ``QuerySet.update`` in ``keys_of``. SQL that leaves it out is refused: it is NOT NULL.
    """

    def __init__(self, *, of: str = "", make: Callable[[str], str] = str, **kwargs: Any):
        super().__init__(
            **{"max_length": names.MAX_KEY, "editable": False, "default": None} | kwargs
        )
        self.of, self.make = of, make

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        self.fill(model_instance)
        key: str = super().pre_save(model_instance, add)
        return key

    def fill(self, instance: models.Model) -> None:
        value = instance.__dict__.get(self.of)
        if isinstance(value, str):  # else it is deferred, or what Django's form leaves in error
            setattr(instance, self.attname, self.make(value))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Migrations see a plain column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def key_fields(model: type[models.Model]) -> list[KeyField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, KeyField)]


def fill_keys(instance: models.Model, **kwargs: Any) -> None:
    """Fill the keys of ``instance``; receives ``pre_save``, as ``loaddata`` asks no field."""
    for field in key_fields(type(instance)):
        field.fill(instance)


def keys_of(model: type[models.Model], values: dict[str, Any]) -> dict[str, str]:
    """
    Return the keys that go with ``values``, which ``QuerySet.update`` writes.

    :raises TypeError: when one is an expression, of which only the database knows the value.
    """
    keys = {}
    for field in key_fields(model):
        if field.of in values:
            value = values[field.of]
            if not isinstance(value, str):
                raise TypeError(f"{field.of} is compared by a key: save each object instead.")
            keys[field.attname] = field.make(value)
    return keys
