from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polls.models import Status


class StatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [
            (Status.OPEN, _("open")),
            (Status.UPCOMING, _("upcoming")),
            (Status.CLOSED, _("closed")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        if self.value() not in list(Status):
            raise IncorrectLookupParameters
        return getattr(queryset, self.value() or "")(now=timezone.now())
