"""The limits on staff for other people's objects, for every ``ModelAdmin`` of these apps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import handover
from accounts.people import rights

if TYPE_CHECKING:
    from django.db.models import ForeignKey, Model, QuerySet
    from django.forms import ModelChoiceField
    from django.http import HttpRequest
    from django.urls import URLPattern

    from accounts.people.models import User

    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


LONGEST_NEXT = 1000  # characters


class OwnedAdmin(ModelAdmin):
    """Things of people: those of somebody above oneself are read, and nothing else."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """
        Let a list be asked by what it shows.

        Django's takes every column of the model, so that staff find a digest or a session's
        data letter by letter. ``web.admin`` is stricter still, and holds every model to it.
        """
        shown = {*self.get_list_display(request), self.date_hierarchy}  # type: ignore[arg-type]
        shown |= {_parameter(item) for item in self.get_list_filter(request)}  # type: ignore[arg-type]
        is_shown = lookup in shown or lookup.partition("__")[0] in shown
        return is_shown and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def owner_of(self, obj: Any) -> User | None:
        owner: User | None = obj.user
        return owner

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.is_within(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.is_within(request, obj)

    def is_within(self, request: HttpRequest, obj: Any) -> bool:
        owner = self.owner_of(obj) if obj else None
        return owner is None or not rights.is_above(owner, request.user)  # type: ignore[arg-type]

    def within(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """Return what an action may touch of what was chosen; say how much was left alone."""
        chosen = list(queryset)
        within = [obj for obj in chosen if self.is_within(request, obj)]
        if left := len(chosen) - len(within):
            text = ngettext(
                "%d was left as it is: it belongs to somebody with more rights than yours.",
                "%d were left as they are: they belong to people with more rights than yours.",
                left,
            )
            self.message_user(request, text % left, messages.WARNING)
        return within

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.related_model is get_user_model():
            kwargs["queryset"] = rights.people_within(request.user)  # type: ignore[arg-type]
            refusal = _("Choose yourself, or somebody with no more rights than yours.")
            kwargs["error_messages"] = {"invalid_choice": refusal}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _parameter(list_filter: Any) -> str:
    """Return the name by which a filter of a list is asked."""
    if isinstance(list_filter, list | tuple):
        list_filter = list_filter[0]
    return str(getattr(list_filter, "parameter_name", list_filter))


class ReadOnlyAdmin(OwnedAdmin):
    """Objects that the site creates itself: staff can read them, and end them by deleting."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ShowsOnceAdmin(ModelAdmin):
    """
    Adding ends on a page that shows the new key or secret, once.

    Not in a message: messages are stored. Not in the answer to the form: reloading it
    would make another.
    """

    shown_title: Any
    #: Gets ``shown``: what ``secrets_of`` told; empty when the page was seen before.
    shown_template: str

    def secrets_of(self, obj: Any) -> dict[str, str]:
        """Return what the page shows of ``obj``, which was just saved."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_shown"
        view = self.admin_site.admin_view(self.shown_view)
        return [path("<path:object_id>/shown/", view, name=name), *super().get_urls()]

    def response_add(
        self, request: HttpRequest, obj: Model, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return self.hand_over(request, obj, self.secrets_of(obj), response.get("Location", ""))

    def hand_over(
        self, request: HttpRequest, obj: Model, shown: dict[str, str], next_url: str
    ) -> HttpResponse:
        """Go to the page that shows ``shown``, and from there on to ``next_url``."""
        info = f"admin:{self.opts.app_label}_{self.opts.model_name}_shown"
        page = reverse(info, args=[quote(obj.pk)], current_app=self.admin_site.name)
        popup = f"?{IS_POPUP_VAR}=1" if IS_POPUP_VAR in request.POST else ""
        response = HttpResponseRedirect(page + popup)
        # A cookie holds 4 KB; a list may have a long address.
        shown |= {"name": str(obj), "next": next_url if len(next_url) < LONGEST_NEXT else ""}
        handover.give(response, request, page, shown)
        return response

    def shown_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_add_permission(request) and not self.has_change_permission(request):
            raise PermissionDenied
        if "done" in request.GET:
            return self.close_popup(request, object_id)
        shown = handover.take(request)
        context = {
            **self.admin_site.each_context(request),
            "title": self.shown_title,
            "opts": self.opts,
            "shown": shown,
            "is_popup": IS_POPUP_VAR in request.GET,
        }
        response = TemplateResponse(request, self.shown_template, context)
        response["Cache-Control"] = "no-store"
        handover.drop(response)
        return response

    def close_popup(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Tell the page that opened this one what was made; close this one."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        name = str(obj) if self.has_view_permission(request, obj) else str(obj.pk)
        told = json.dumps({"value": str(obj.pk), "obj": name})
        context = {"popup_response_data": told}
        return TemplateResponse(request, "admin/popup_response.html", context)
