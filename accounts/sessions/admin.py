from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.sessions.kind import SessionKind
from accounts.sessions.models import Session
from accounts.staff import ReadOnlyAdmin

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """The browsers in which people are signed in. Deleting a session ends it."""

    list_display = ["user", "browser", "address", "opened", "last_used", "ends"]
    list_select_related = ["user"]
    search_fields = ["user__username", "address"]
    search_help_text = _("A username or an address")
    date_hierarchy = "created_at"
    fields = ["user", "browser", "user_agent", "address", "opened", "last_used", "ends"]

    @admin.display(description=_("browser"), ordering="user_agent")
    def browser(self, obj: Session) -> str:
        return obj.browser

    @admin.display(description=_("signed in at"), ordering="created_at")
    def opened(self, obj: Session) -> datetime:
        return obj.created_at

    @admin.display(description=_("last used at"), ordering="last_used_at")
    def last_used(self, obj: Session) -> datetime:
        return obj.last_used_at

    @admin.display(description=_("ends at"), ordering="expire_date")
    def ends(self, obj: Session) -> datetime:
        return obj.expire_date

    def delete_model(self, request: HttpRequest, obj: Session) -> None:
        """End it as its owner would: what was made in it ends as well."""
        if obj.user is None or not SessionKind().end(obj.user, obj.pk, now=timezone.now()):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Session]) -> None:
        for session in queryset.select_related("user"):
            self.delete_model(request, session)
