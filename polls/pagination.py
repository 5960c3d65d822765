from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from polls import keyset


class KeysetPagination(CursorPagination):
    """DRF's cursor pages, with ``keyset`` inside; it says why."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.url = request.build_absolute_uri()
        size = self.get_page_size(request)
        cursor = request.query_params.get(self.cursor_query_param)
        try:
            self.keyset_page = keyset.page(queryset, size=size, cursor=cursor)
        except keyset.BadCursor as error:
            raise ValidationError({self.cursor_query_param: [_("Invalid cursor.")]}) from error
        return self.keyset_page.items

    def get_page_size(self, request: Request) -> int:
        asked = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not (asked.isascii() and asked.isdigit() and asked.strip("0") and len(asked) < 10):
            raise ValidationError({self.page_size_query_param: [_("Give a number from 1 to 100.")]})
        return min(int(asked), self.max_page_size)

    def get_next_link(self) -> str | None:
        return self._link(self.keyset_page.next)

    def get_previous_link(self) -> str | None:
        return self._link(self.keyset_page.previous)

    def _link(self, cursor: str | None) -> str | None:
        return cursor and replace_query_param(self.url, self.cursor_query_param, cursor)

    def get_paginated_response_schema(self, schema: Any) -> Any:
        # DRF says "nullable", which OpenAPI 3.1 does not know.
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }
