"""A model that writes what changed, so that a slow page undoes nothing of what others did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Self

from django.db import models


class SavesChanges(models.Model):
    """
    ``save`` writes the fields that this instance changed since it was read, and no others.

    Django writes all of them. A profile that was read before a password change and saved
    after it would bring the old password back, or a right that was taken away meanwhile.
    A caller that names ``update_fields`` gets just those written.
    """

    #: The database's values when this instance was read or last saved, by ``attname``.
    _stored: Mapping[str, Any] = MappingProxyType({})

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_stored = not self._state.adding and not kwargs.get("force_insert")
        is_elsewhere = kwargs.get("using") not in (None, self._state.db)
        if is_stored and not is_elsewhere and not args and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = self.changed()
        super().save(*args, **kwargs)
        self._note_stored(kwargs.get("update_fields"))

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:  # type: ignore[override]  # as in Django 5.2
        instance = super().from_db(db, field_names, values)
        instance._stored = dict(zip(field_names, values, strict=False))
        return instance

    def refresh_from_db(  # type: ignore[override]  # as in Django 5.2
        self, using: str | None = None, fields: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        super().refresh_from_db(using, fields, **kwargs)
        self._note_stored(fields)

    def changed(self) -> set[str]:
        """Return the names of the fields that differ from what was read or last saved."""
        return {
            name
            for name, value in self._values().items()
            if name not in self._stored or self._stored[name] != value
        }

    def _values(self) -> dict[str, Any]:
        names = (field.attname for field in self._meta.concrete_fields)
        return {name: self.__dict__[name] for name in names if name in self.__dict__}

    def _note_stored(self, fields: Iterable[str] | None) -> None:
        values = self._values()
        names = values if fields is None else set(fields) & values.keys()
        self._stored = {**self._stored, **{name: values[name] for name in names}}
