from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import structlog
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR, IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from web.admin import lookups, widgets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.admin.models import LogEntry
    from django.contrib.admin.views.main import ChangeList
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

logger = structlog.get_logger(__name__)

#: Of the admin's own in the address of a form; all else there fills fields in.
NOT_FIELDS = {IS_POPUP_VAR, TO_FIELD_VAR, "_changelist_filters"}
MOST_NAMED = 20  # objects in one line of the log


class Guarded(ModelAdmin):
    """The layer that ``site.AdminSite`` puts over each ``ModelAdmin``; the package says why."""

    # Lists ------------------------------------------------------------------------

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        lookups.check_list(request, self)
        try:
            return super().get_changelist_instance(request)
        except IncorrectLookupParameters as error:  # Django would go to the whole list, silently
            raise lookups.Refused(_("The list has no such page or period.")) from error

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return (
            request is not None
            and lookups.allows(self, lookup, value, request)
            and super().lookup_allowed(lookup, value, request)
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        lookups.check_search(search_term)
        return super().get_search_results(request, queryset, search_term)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any
    ) -> HttpResponse | None:
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(lookups.is_readable(self.opts.pk, pk) for pk in chosen):
            raise lookups.Refused(_("The selection cannot be read. Open the list again."))
        return super().response_action(request, queryset, *args)

    # Forms ------------------------------------------------------------------------

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill the form from the address, as Django does; leave odd values out, and say so."""
        initial = super().get_changeform_initial_data(request)
        fields = flatten_fieldsets(self.get_fieldsets(request))
        odd = []
        for name in request.GET.keys() & initial.keys():
            given = initial.pop(name)
            try:
                if name not in NOT_FIELDS:
                    initial[name] = self.prefilled(name, given, fields)
            except (FieldDoesNotExist, ValidationError):
                odd.append(name)
        if odd:
            names = Truncator(", ".join(sorted(odd))).chars(100)
            text = _("The form was opened without these values of its address: %s.")
            messages.warning(request, text % names)
        return initial

    def prefilled(self, name: str, given: Any, fields: Iterable[str]) -> Any:
        """:raises ValidationError, FieldDoesNotExist: when the form has no such field or value."""
        field = self.opts.get_field(name)
        if (
            name not in fields
            or not isinstance(field, models.Field)
            or isinstance(field, models.FileField)
        ):
            raise FieldDoesNotExist
        if isinstance(field, models.ManyToManyField):
            return [field.target_field.clean(pk, None) for pk in given]
        value = field.clean(given, None)
        if isinstance(value, date) and value.year not in lookups.YEARS:
            raise ValidationError(_("The year is out of range."))
        if isinstance(value, datetime) and timezone.is_naive(value):
            value = timezone.make_aware(value)
        return value

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", widgets.CompletedSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", widgets.CompletedSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # History ----------------------------------------------------------------------

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        logger.info("admin added", model=self.opts.label, objects=[str(obj)])
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        logger.info(
            "admin changed",
            model=self.opts.label,
            objects=[str(obj)],
            change=message,
        )
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[LogEntry]:
        named = [str(obj) for obj in queryset[:MOST_NAMED]]
        logger.info("admin deleted", model=self.opts.label, count=len(queryset), objects=named)
        return super().log_deletions(request, queryset)


def guarded(admin_class: type[ModelAdmin]) -> type[ModelAdmin]:
    """Return ``admin_class`` under ``Guarded``, by its own name."""
    if issubclass(admin_class, Guarded):
        return admin_class
    return type(
        admin_class.__name__,
        (Guarded, admin_class),
        {"__module__": admin_class.__module__, "__doc__": admin_class.__doc__},
    )
