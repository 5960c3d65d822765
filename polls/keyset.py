"""
Pages that cost the same wherever they begin; those of a search have a bound.

A page begins after a row (``(pub_date, id) < (…, …)``), not after a number of
rows, so the database reads it off an index. DRF's cursors know the first field
only and count through equal ones, 1000 at most; these know the id too.

https://use-the-index-luke.com/no-offset
"""

import json
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import F, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from polls.expressions import Sought

# Signed, so that only values of our own come back: no date of year 0, no NUL,
# no number of 400 digits ever reaches the database.
_signer = signing.Signer(salt="polls.keyset")

LOOK = 3_000  # rows that a page looks at for those that are sought
FARTHEST = 64  # times as many; each page that is not filled leads to one that looks twice as far
LONG = 100  # characters; compressing fewer takes longer than sending them


class BadCursor(ValueError):
    """Not made here, or made for another order."""


@dataclass
class Page:
    items: list[Any]
    next: str | None
    previous: str | None
    #: ``next``, or ``previous`` of a page backwards, if the rows that it looked at did not fill it.
    further: str | None = None


def seek(rows: Any, condition: Q) -> Any:
    """
    Let ``page`` take the rows with ``condition``, and look at ``LOOK`` rows for them at first.

    No index has them in the order of the list, so the first of them may be the last of a million.
    Eleven pages by ``further`` reach it.
    ``rows`` alone do not keep ``condition``: they are for ``page``.
    """
    return rows.annotate(is_sought=condition)


def page(rows: QuerySet[Any], *, size: int, cursor: str | None = None) -> Page:
    """
    Take the page of ``rows`` at ``cursor``; the first one without it.

    ``rows`` are ordered by fields that together are unique, all in one direction.
    A page is never a dead end: one before the beginning is the first page, and one
    after the end, which has no rows, leads back to the last. After ``seek``, a page may
    have fewer rows than ``size``, or none, and lead on.

    :raises BadCursor: when ``cursor`` is none of this order.
    """
    order = [str(name) for name in rows.query.order_by or rows.model._meta.ordering]
    backwards, position, times = _decode(cursor, order, rows.model) if cursor else (False, [], 1)
    ahead = _ahead(rows, order, position, backwards)
    items, last = _take(ahead, order, size, look=times * LOOK)
    farther = 1 if len(items) == size else min(2 * times, FARTHEST)
    on = _encode(order, backwards, last, farther) if last else None
    back = None
    if position:
        first = _position(items[0], order) if items else _first(ahead, order)
        # Pages of what is sought are of any size: the first one could repeat rows of the next.
        if backwards and not last and not (first and _is_seeking(rows)):
            return page(rows, size=size)
        back = _encode(order, not backwards, first or [])
    further = on if len(items) < size else None
    if backwards:
        return Page(items[::-1], next=back, previous=on, further=further)
    return Page(items, next=on, previous=back, further=further)


def begin(items: list[Any], *, size: int, order: list[str]) -> Page:
    """Make the first page of ``items``, which were read in ``order``: ``size`` + 1 at most."""
    has_more = len(items) > size
    items = items[:size]
    following = _encode(order, False, _position(items[-1], order)) if has_more else None
    return Page(items, following, previous=None)


def _ahead(
    rows: QuerySet[Any], order: list[str], position: list[Any], backwards: bool
) -> QuerySet[Any]:
    """The rows after ``position``, or before it; all of them without one."""
    if backwards:
        rows = rows.reverse()
    if position:
        descends = order[0].startswith("-") != backwards
        lookup = TupleLessThan if descends else TupleGreaterThan
        rows = rows.filter(lookup(Tuple(*map(F, _names(order))), position))
    return rows


def _take(
    ahead: QuerySet[Any], order: list[str], size: int, *, look: int
) -> tuple[list[Any], list[Any] | None]:
    """Return a page of rows, and the position after which there are more, or may be."""
    ids = _sought(ahead, size, look) if _is_seeking(ahead) else ahead.values("pk")[: size + 1]
    # Found in an index that has every column of the filters, a row that is passed over costs a
    # tenth. Only those of the page are read whole.
    rows = list(ahead.filter(pk__in=ids)[: size + 1])
    last = _position(rows[size - 1], order) if len(rows) > size else None
    return [row for row in rows[:size] if getattr(row, "is_sought", True)], last


def _sought(ahead: QuerySet[Any], size: int, look: int) -> Sought:
    """
    Find what is sought, and the rows that end a page which it does not fill.

    The next page begins after them, whether they are sought or not. One statement reads all, so
    nothing is lost that others write meanwhile.
    """
    before = max(1, look - size)  # the end; a slice of no rows would be no query
    looked_at = ahead.values("id", "is_sought")[:before]
    return Sought(looked_at, ahead.values("id")[before : before + size + 1], size=size + 1)


def _first(ahead: QuerySet[Any], order: list[str]) -> list[Any] | None:
    """The position of the first row, if there is one."""
    there = ahead.values_list(*_names(order)).first()
    return list(there) if there else None


def _is_seeking(rows: QuerySet[Any]) -> bool:
    return "is_sought" in rows.query.annotations


def _position(row: Any, order: list[str]) -> list[Any]:
    return [getattr(row, name) for name in _names(order)]


def _names(order: list[str]) -> list[str]:
    return [name.removeprefix("-") for name in order]


class _Serializer:
    """
    JSON in UTF-8: as ASCII, a text of 200 characters could make an address too long to be sent.
    """

    def dumps(self, obj: Any) -> bytes:
        return json.dumps(obj, ensure_ascii=False, separators=(",", ":")).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


def _encode(order: list[str], backwards: bool, position: list[Any], times: int = 1) -> str:
    texts = [str(value) for value in position]
    is_long = sum(map(len, texts)) > LONG
    more = [times] if times > 1 else []  # cursors of earlier versions have three parts
    return _signer.sign_object([order, backwards, texts, *more], _Serializer, compress=is_long)


def _decode(cursor: str, order: list[str], model: type[Model]) -> tuple[bool, list[Any], int]:
    try:
        made_for, backwards, position, *more = _signer.unsign_object(cursor, _Serializer)
    except signing.BadSignature as error:
        raise BadCursor from error
    if made_for != order:
        raise BadCursor
    fields: list[Any] = [model._meta.get_field(name.removeprefix("-")) for name in order]
    # Without a position, backwards is from the end.
    values = [
        field.to_python(value) for field, value in zip(fields, position, strict=bool(position))
    ]
    return backwards, values, *(more or [1])
