from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.paging import LinkPagination, Place
from accounts.trail.kinds import FAILURES, Kind
from accounts.trail.models import Entry


class EntryPagination(LinkPagination):
    """A trail is too long to be sorted here: the database cuts the page by the entries' ids."""

    known = (*LinkPagination.known, "event")

    def cut(
        self, queryset: Any, cursor: tuple[Place, bool] | None, size: int, view: Any
    ) -> tuple[list[Entry], Place | None, Place | None]:
        place, backwards = cursor or (None, False)
        if place and backwards:
            newer = list(queryset.filter(pk__gt=int(place[0])).order_by("pk")[: size + 1])
            page = newer[:size][::-1]
            return page, _first(page) if len(newer) > size else None, _last(page)
        older = queryset.filter(pk__lt=int(place[0])) if place else queryset
        rows = list(older.order_by("-pk")[: size + 1])
        page = rows[:size]
        return page, _first(page) if place else None, _last(page) if len(rows) > size else None


def _first(page: list[Entry]) -> Place | None:
    return (float(page[0].pk), "") if page else None


def _last(page: list[Entry]) -> Place | None:
    return (float(page[-1].pk), "") if page else None


class EntrySerializer(serializers.ModelSerializer[Entry]):
    by = serializers.SerializerMethodField()
    token = serializers.CharField(source="hint")

    class Meta:
        model = Entry
        fields = [
            *("id", "at", "event", "by", "address", "scheme", "client", "token", "detail"),
            "request_id",
        ]

    def get_by(self, entry: Entry) -> str | None:
        """`me`, `staff`, or null where nobody is known to have done it."""
        return by_whom(entry)


def by_whom(entry: Entry) -> str | None:
    """Return who acted, as the person themselves may know it: members of staff have no names."""
    if entry.actor_id is None:
        return None
    if entry.actor_id == entry.user_id:
        return "me"
    return None if entry.event in FAILURES else "staff"


class Activity(ListAPIView):
    """
    List what happened to my account, the latest first.

    The header `Link` leads to further pages (RFC 8288).
    """

    serializer_class = EntrySerializer
    pagination_class = EntryPagination
    answer_headers = {"get": ["Link"]}

    def get_queryset(self) -> Any:
        entries = Entry.objects.about(self.request.user)  # type: ignore[arg-type]  # signed in
        event = self.request.query_params.get("event")
        if event is None:
            return entries
        if event not in Kind.values:
            text = _("There is no such event. These exist: %s.")
            raise ValidationError({"event": [text % ", ".join(Kind.values)]})
        return entries.filter(event=event)

    @extend_schema(
        operation_id="accounts_api_activity_list",
        parameters=[OpenApiParameter("event", enum=Kind.values, description="Only this event.")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)
