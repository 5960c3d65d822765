"""
Pages that cost the same wherever they begin.

A page begins after a row (``(pub_date, id) < (…, …)``), not after a number of
rows, so the database reads it off an index. DRF's cursors know the first field
only and count through equal ones, 1000 at most; these know the id too.

https://use-the-index-luke.com/no-offset
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import F, Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

# Signed, because what comes back then is what was sent out: no date of year 0,
# no NUL, no number of 400 digits ever reaches the database.
_signer = signing.Signer(salt="polls.keyset")


class BadCursor(ValueError):
    """Not made here, or made for another order."""


@dataclass
class Page:
    items: list
    next: str | None
    previous: str | None


def page(rows: QuerySet, *, size: int, cursor: str | None = None) -> Page:
    """
    Take the page of ``rows`` at ``cursor``; the first one without it.

    ``rows`` are ordered by fields that together are unique, all in one direction.

    :raises BadCursor: when ``cursor`` is none of this order.
    """
    order = list(rows.query.order_by or rows.model._meta.ordering)
    names = [name.removeprefix("-") for name in order]
    backwards, position = _decode(cursor, order, rows.model) if cursor else (False, None)
    if backwards:
        rows = rows.reverse()
    if position:
        descends = order[0].startswith("-") != backwards
        lookup = TupleLessThan if descends else TupleGreaterThan
        rows = rows.filter(lookup(Tuple(*map(F, names)), position))
    items = list(rows[: size + 1])
    has_more = len(items) > size
    items = items[:size]
    if backwards:
        items.reverse()

    def cursor_at(row: Model, *, backwards: bool) -> str:
        return _encode(order, backwards, [getattr(row, name) for name in names])

    return Page(
        items,
        next=cursor_at(items[-1], backwards=False) if items and (has_more or backwards) else None,
        previous=cursor_at(items[0], backwards=True)
        if items and (has_more if backwards else position)
        else None,
    )


def _encode(order: list[str], backwards: bool, position: list) -> str:
    return _signer.sign_object([order, backwards, [str(value) for value in position]])


def _decode(cursor: str, order: list[str], model: type[Model]) -> tuple[bool, list]:
    try:
        made_for, backwards, position = _signer.unsign_object(cursor)
    except signing.BadSignature as error:
        raise BadCursor from error
    if made_for != order:
        raise BadCursor
    fields: list[Any] = [model._meta.get_field(name.removeprefix("-")) for name in order]
    return backwards, [
        field.to_python(value) for field, value in zip(fields, position, strict=True)
    ]
