from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.staff import ReadOnlyAdmin
from accounts.trail.models import Entry

if TYPE_CHECKING:
    from django.http import HttpRequest


class SchemeFilter(admin.AllValuesFieldListFilter):
    """Without the scheme of entries that have none: Django's link to it has no words."""

    def choices(self, changelist: Any) -> Any:
        return (choice for choice in super().choices(changelist) if choice["display"])


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """What happened to accounts. Staff read it; the database lets nobody change it."""

    list_display = ["at", "event", "username", "actor", "address", "scheme", "client", "detail"]
    list_filter = ["event", ("scheme", SchemeFilter)]
    search_fields = ["username", "actor", "address", "client", "hint", "request_id"]
    search_help_text = _("A username, an address, an application, a token or a request id")
    date_hierarchy = "at"
    list_per_page = 50
    show_full_result_count = False
    fields = [
        *("at", "event", "username", "actor", "address", "scheme", "client", "detail"),
        *("hint", "request_id"),
    ]

    def owner_of(self, obj: Any) -> None:
        """Nobody's: an entry outlives its person, and is not theirs to end."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
