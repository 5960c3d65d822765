"""
Pages that cost the same wherever they begin.

A page begins after a row (``(pub_date, id) < (…, …)``), not after a number of
rows, so the database reads it off an index. DRF's cursors know the first field
only and count through equal ones, 1000 at most; these know the id too.

https://use-the-index-luke.com/no-offset
"""

import json
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import F, Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

# Signed, so that only values of our own come back: no date of year 0, no NUL,
# no number of 400 digits ever reaches the database.
_signer = signing.Signer(salt="polls.keyset")


LONG = 100  # characters; compressing fewer takes longer than sending them


class BadCursor(ValueError):
    """Not made here, or made for another order."""


@dataclass
class Page:
    items: list[Any]
    next: str | None
    previous: str | None


def page(rows: QuerySet[Any], *, size: int, cursor: str | None = None) -> Page:
    """
    Take the page of ``rows`` at ``cursor``; the first one without it.

    ``rows`` are ordered by fields that together are unique, all in one direction.
    A page is never a dead end: one before the beginning is the first page, and one
    after the end, which has no rows, leads back to the last.

    :raises BadCursor: when ``cursor`` is none of this order.
    """
    order = [str(name) for name in rows.query.order_by or rows.model._meta.ordering]
    backwards, position = _decode(cursor, order, rows.model) if cursor else (False, [])
    items = _read(rows, order, size, position, backwards)
    has_more = len(items) > size
    items = items[:size]
    if backwards:
        if not has_more and position:
            return page(rows, size=size)
        return Page(
            items[::-1],
            next=_cursor_at(items[0], order) if items and position else None,
            previous=_cursor_at(items[-1], order, backwards=True) if has_more else None,
        )
    if position and not items:
        return Page([], next=None, previous=_encode(order, True, []))
    return Page(
        items,
        next=_cursor_at(items[-1], order) if has_more else None,
        previous=_cursor_at(items[0], order, backwards=True) if position else None,
    )


def begin(items: list[Any], *, size: int, order: list[str]) -> Page:
    """Make the first page of ``items``, which were read in ``order``: ``size`` + 1 at most."""
    has_more = len(items) > size
    items = items[:size]
    return Page(items, _cursor_at(items[-1], order) if has_more else None, previous=None)


def _read(
    rows: QuerySet[Any], order: list[str], size: int, position: list[Any], backwards: bool
) -> list[Any]:
    """The rows after ``position``, or before it; one more than ``size``, to know that it is."""
    if backwards:
        rows = rows.reverse()
    if position:
        descends = order[0].startswith("-") != backwards
        lookup = TupleLessThan if descends else TupleGreaterThan
        names = [name.removeprefix("-") for name in order]
        rows = rows.filter(lookup(Tuple(*map(F, names)), position))
    # Found in an index that has every column of the filters, a row that is passed over costs a
    # tenth. Only those of the page are read whole.
    found = rows.values("pk")[: size + 1]
    return list(rows.filter(pk__in=found)[: size + 1])


def _cursor_at(row: Any, order: list[str], *, backwards: bool = False) -> str:
    return _encode(order, backwards, [getattr(row, name.removeprefix("-")) for name in order])


class _Serializer:
    """
    JSON in UTF-8: as ASCII, a text of 200 characters could make an address too long to be sent.
    """

    def dumps(self, obj: Any) -> bytes:
        return json.dumps(obj, ensure_ascii=False, separators=(",", ":")).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


def _encode(order: list[str], backwards: bool, position: list[Any]) -> str:
    texts = [str(value) for value in position]
    is_long = sum(map(len, texts)) > LONG
    return _signer.sign_object([order, backwards, texts], _Serializer, compress=is_long)


def _decode(cursor: str, order: list[str], model: type[Model]) -> tuple[bool, list[Any]]:
    try:
        made_for, backwards, position = _signer.unsign_object(cursor, _Serializer)
    except signing.BadSignature as error:
        raise BadCursor from error
    if made_for != order:
        raise BadCursor
    fields: list[Any] = [model._meta.get_field(name.removeprefix("-")) for name in order]
    # Without a position, backwards is from the end.
    return backwards, [
        field.to_python(value) for field, value in zip(fields, position, strict=bool(position))
    ]
