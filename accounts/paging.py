"""
Pages of what one person holds: few enough to be sorted here, whatever kind they are.

The body of an answer stays a plain list. Its ``Link`` header leads to the other pages
(RFC 8288), and a page is as long as most people's list:

    GET /accounts/api/sessions?page_size=20
    Link: <…/accounts/api/sessions?cursor=…&page_size=20>; rel="next"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core import signing
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from rest_framework.request import Request
    from rest_framework.views import APIView

MAX_SIZE = 100  # items of a page, which has as many unless fewer are asked for
MAX_CURSOR = 500  # characters
MAX_STRANGE = 10  # unknown parameters that a refusal names
SALT = "accounts.paging"  # and the path of the list

#: The place of an item in its list: a time, in seconds since 1970, and its id among equals.
Place = tuple[float, str]


def place_of(item: Any, latest_by: str) -> Place:
    """Return where ``item`` stands; ``latest_by`` names its time, and None counts as long ago."""
    moment: datetime | None = getattr(item, latest_by)
    return (moment.timestamp() if moment else 0.0, str(getattr(item, "pk", None) or item.id))


def refuse_unknown_parameters(request: Request, known: Iterable[str]) -> None:
    """
    Refuse what means nothing here: whoever deletes ``?name=old`` must not end all of a list.

    :raises ValidationError: with a text for each parameter that is unknown or comes twice.
    """
    unknown = _("This list has no such parameter. It has: %(names)s.")
    errors = {
        name: [_("Give this parameter once.") if name in known else unknown]
        for name, values in request.query_params.lists()
        if name not in known or len(values) > 1
    }
    if errors:
        names = {"names": ", ".join(known)}
        shown = list(errors.items())[:MAX_STRANGE]
        raise ValidationError({name: [text % names for text in texts] for name, texts in shown})


class LinkPagination(BasePagination):
    """Pages by ``cursor`` and ``page_size``, the latest first by the view's ``latest_by``."""

    known: tuple[str, ...] = ("cursor", "format", "page_size")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        refuse_unknown_parameters(request, self.known)
        self.url = request.build_absolute_uri()
        salt = f"{SALT}.{request.path.rstrip('/')}"
        size = _size(request.query_params.get("page_size", str(MAX_SIZE)))
        cursor = _read(request.query_params.get("cursor"), salt)
        items, before, after = self.cut(queryset, cursor, size, view)
        self.links = {}
        if before:
            self.links["prev"] = _cursor(before, salt, backwards=True)
        if after:
            self.links["next"] = _cursor(after, salt)
        return items

    def cut(
        self, queryset: Any, cursor: tuple[Place, bool] | None, size: int, view: Any
    ) -> tuple[list[Any], Place | None, Place | None]:
        """Return a page; its first place if there is a page before it, its last if one follows."""
        items = {place_of(item, view.latest_by): item for item in queryset}
        places = sorted(items, reverse=True)
        begin, end = _bounds(places, cursor, size)
        return (
            [items[place] for place in places[begin:end]],
            places[begin] if 0 < begin < len(places) else None,
            places[end - 1] if end < len(places) else None,
        )

    def get_paginated_response(self, data: Any) -> Response:
        links = [
            f'<{replace_query_param(self.url, "cursor", cursor)}>; rel="{name}"'
            for name, cursor in self.links.items()
        ]
        return Response(data, headers={"Link": ", ".join(links)} if links else None)

    def get_paginated_response_schema(self, schema: Any) -> Any:
        return schema

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": MAX_SIZE}
        return [
            _parameter("cursor", "From the `Link` header of another page.", {"type": "string"}),
            _parameter("page_size", "The number of items of a page.", size),
        ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _size(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= 1):
        raise ValidationError({"page_size": [_("Give a number from 1 to 100.")]})
    return min(int(text), MAX_SIZE)


def _bounds(
    places: Sequence[Place], cursor: tuple[Place, bool] | None, size: int
) -> tuple[int, int]:
    """Return where a page begins and ends among ``places``, the highest first."""
    begin = 0
    if cursor is not None:
        place, backwards = cursor
        if backwards:  # a page before the beginning is the first one
            begin = max(0, sum(other > place for other in places) - size)
        else:
            begin = sum(other >= place for other in places)
    return begin, min(begin + size, len(places))


def _cursor(place: Place, salt: str, *, backwards: bool = False) -> str:
    return signing.dumps([*place, backwards], salt=salt)


def _read(cursor: str | None, salt: str) -> tuple[Place, bool] | None:
    if cursor is None:
        return None
    try:
        # Only values of our own, for this list, come back: they are signed.
        moment, pk, backwards = signing.loads(cursor[:MAX_CURSOR], salt=salt)
    except signing.BadSignature as error:
        raise ValidationError({"cursor": [_("Invalid cursor.")]}) from error
    return (moment, pk), backwards
