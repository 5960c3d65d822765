"""The query string of a list may ask for the columns that the list shows, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.admin import ListFilter, ShowFacets
from django.contrib.admin.options import IS_FACETS_VAR, IS_POPUP_VAR
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, ORDER_VAR, PAGE_VAR
from django.core.exceptions import FieldDoesNotExist, SuspiciousOperation, ValidationError
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.admin import ModelAdmin
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

#: Their exact values can be looked up. Dates by period only, long texts and JSON not at all.
PLAIN = (
    models.CharField,
    models.IntegerField,
    models.BooleanField,
    models.UUIDField,
    models.GenericIPAddressField,
)
#: Further away, the neighbouring period or another time zone is outside of what a date holds.
YEARS = range(2, 9999)
YES_OR_NO = {"0", "1", "True", "False"}
ORDER = re.compile(r"-?[0-9]{1,3}(?:\.-?[0-9]{1,3}){0,20}")
NUMBER = re.compile(r"[1-9][0-9]{0,5}")
LONGEST_SEARCH, MOST_WORDS = 200, 10


class Refused(SuspiciousOperation):
    """A query string that the admin does not answer. ``words`` say what to do instead."""

    def __init__(self, words: str | _StrPromise) -> None:
        super().__init__(words)
        self.words = words


def check_list(request: HttpRequest, model_admin: ModelAdmin[Any]) -> None:
    """:raises Refused: for what Django would ignore in a list's address, or stumble over."""
    given = request.GET
    if any(len(values) > 1 for _name, values in given.lists()):
        raise Refused(_("A parameter is given twice. Open the list again."))
    if ERROR_FLAG in given or given.get(IS_POPUP_VAR, "1") != "1":
        raise Refused(_("This address does not belong to the list. Open the list again."))
    if IS_FACETS_VAR in given and model_admin.show_facets is not ShowFacets.ALLOW:
        raise Refused(_("This list does not count its filters' matches."))
    if ALL_VAR not in given and not NUMBER.fullmatch(given.get(PAGE_VAR, "1")):
        raise Refused(_("Pages are numbered from 1."))
    check_order(given.get(ORDER_VAR), len(model_admin.get_list_display(request)))


def check_order(order: str | None, columns: int) -> None:
    """``order`` names columns by number: ``2.-1``; ``columns`` leaves out the check boxes."""
    if order is None:
        return
    if not ORDER.fullmatch(order) or any(abs(int(n)) > columns for n in order.split(".")):
        raise Refused(_("This list has no such column to sort by."))


def check_search(text: str) -> None:
    """:raises Refused: each word is one more condition on each field; a database has limits."""
    if len(text) > LONGEST_SEARCH or len(text.split()) > MOST_WORDS:
        raise Refused(_("Search for less: at most 10 words and 200 characters."))


def allows(model_admin: ModelAdmin[Any], name: str, value: str, request: HttpRequest) -> bool:
    """Tell whether the list shows what ``name=value`` looks up, and can read the value."""
    return (
        any(_is_of_filter(item, name, value, request) for item in _filters(model_admin, request))
        or _is_of_hierarchy(model_admin.date_hierarchy, name, value)
        or any(_fits(field, path, name, value) for path, field in _columns(model_admin, request))
    )


def _columns(
    model_admin: ModelAdmin[Any], request: HttpRequest
) -> Iterator[tuple[str, models.Field[Any, Any]]]:
    for column in model_admin.get_list_display(request):
        try:
            field = model_admin.opts.get_field(column) if isinstance(column, str) else None
        except FieldDoesNotExist:
            continue
        if isinstance(field, models.Field):
            yield field.name, field


def _filters(
    model_admin: ModelAdmin[Any], request: HttpRequest
) -> Iterator[ListFilter | tuple[str, models.Field[Any, Any]]]:
    """The list's own filters, each as an instance or as a path and the field it leads to."""
    for item in model_admin.get_list_filter(request):
        if callable(item):
            yield item(request, {}, model_admin.model, model_admin)
        else:
            path = item[0] if isinstance(item, list | tuple) else item
            path = path.name if isinstance(path, models.Field) else str(path)
            yield path, get_fields_from_path(model_admin.model, path)[-1]


def _is_of_filter(
    item: ListFilter | tuple[str, models.Field[Any, Any]],
    name: str,
    value: str,
    request: HttpRequest,
) -> bool:
    if isinstance(item, tuple):
        path, field = item
        return _fits(field, path, name, value) or _is_period(field, path, name, value)
    offered = getattr(item, "lookup_choices", None)
    return name in (item.expected_parameters() or ()) and (
        offered is None or value in {str(choice) for choice, _title in offered}
    )


def _fits(field: models.Field[Any, Any], path: str, name: str, value: str) -> bool:
    """Tell whether ``name`` asks for exactly one value of ``field``, or for none at all."""
    if name in {f"{path}__isnull", f"{path}__isempty"}:
        return value in YES_OR_NO
    target = getattr(field, "target_field", field)
    names = {path, f"{path}__exact"}
    if field.is_relation:
        names |= {f"{path}__{target.name}", f"{path}__{target.name}__exact"}
    return name in names and isinstance(target, PLAIN) and is_readable(target, value)


def is_readable(field: models.Field[Any, Any], value: str) -> bool:
    """Tell whether ``value`` is one of the column's type, in the database's bounds."""
    try:
        field.clean(value, None)
    except ValidationError:
        return False
    return True


def _is_period(field: models.Field[Any, Any], path: str, name: str, value: str) -> bool:
    if name not in {f"{path}__gte", f"{path}__lt"} or not isinstance(field, models.DateField):
        return False
    moment = read_date(value)
    return moment is not None and moment.year in YEARS


def read_date(value: str) -> date | None:
    try:
        return parse_datetime(value) or parse_date(value)
    except ValueError:  # the form is right, and there is no such day
        return None


def _is_of_hierarchy(hierarchy: str | None, name: str, value: str) -> bool:
    bounds = {"year": YEARS, "month": range(1, 13), "day": range(1, 32)}
    path, _separator, part = name.rpartition("__")
    return (
        path == hierarchy
        and part in bounds
        and NUMBER.fullmatch(value) is not None
        and int(value) in bounds[part]
    )
