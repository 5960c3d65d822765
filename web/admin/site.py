from __future__ import annotations

from functools import update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar, cast

import structlog
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import (
    DisallowedModelAdminLookup,
    DisallowedModelAdminToField,
    NotRegistered,
)
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from web.admin.guard import guarded
from web.admin.lookups import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.contrib.admin import ModelAdmin
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse, HttpResponseBase
    from django.urls import URLPattern, URLResolver

    _View = TypeVar("_View", bound=Callable[..., HttpResponseBase])

logger = structlog.get_logger(__name__)

NOT_A_LOOKUP = _("This list cannot be narrowed like that. Use its search, filters and columns.")
NOT_A_FIELD = _("Objects cannot be chosen by that field here. Open the page again.")


class AdminSite(admin.AdminSite):
    """Put ``guard.Guarded`` over each ``ModelAdmin``, and answer what it refuses in words."""

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        admin_class = guarded(admin_class or admin.ModelAdmin)
        super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: _View, cacheable: bool = False) -> _View:
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            # ``web.middleware`` puts it on the line of the request, too.
            request.actor = request.user.get_username()  # type: ignore[attr-defined]
            with structlog.contextvars.bound_contextvars(actor=request.user.get_username()):
                try:
                    return view(request, *args, **kwargs)
                except Refused as error:
                    return self.refuse(request, error.words)
                except DisallowedModelAdminLookup:
                    return self.refuse(request, NOT_A_LOOKUP)
                except DisallowedModelAdminToField:
                    return self.refuse(request, NOT_A_FIELD)

        return super().admin_view(cast("_View", update_wrapper(answered, view)), cacheable)

    def refuse(self, request: HttpRequest, words: Any) -> HttpResponse:
        logger.warning("admin refused", parameters=sorted(request.GET)[:20])
        context = {**self.each_context(request), "title": _("Bad request"), "words": words}
        request.current_app = self.name
        return TemplateResponse(request, "admin/refused.html", context, status=400)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        # Django's own pattern takes steps by the square of the path's length.
        others = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        view = self.admin_view(self.view_on_site)
        return [
            path("r/<int:content_type_id>/<str:object_id>/", view, name="view_on_site"),
            *others,
        ]

    def view_on_site(
        self, request: HttpRequest, content_type_id: int, object_id: str
    ) -> HttpResponse:
        """Go to an object's page on the site. Django goes there for models of any kind."""
        from django.contrib.contenttypes.models import ContentType
        from django.contrib.contenttypes.views import shortcut

        model = ContentType.objects.filter(pk=content_type_id).first()
        model_admin = self._registry.get(model.model_class()) if model else None  # type: ignore[arg-type]
        if model_admin is None or not model_admin.view_on_site:
            raise Http404
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        self.check_autocomplete(request)
        return super().autocomplete_view(request)

    def check_autocomplete(self, request: HttpRequest) -> None:
        """
        Answer for the fields of forms that the person may fill in.

        Django answers for every relation of every model.

        :raises Refused: for any other field.
        :raises PermissionDenied: for a form that the person cannot open.
        """
        try:
            model = apps.get_model(request.GET["app_label"], request.GET["model_name"])
            model_admin = self.get_model_admin(model)
        except (KeyError, LookupError, NotRegistered) as error:
            raise Refused(_("There is no such field to complete.")) from error
        if request.GET.get("field_name") not in model_admin.get_autocomplete_fields(request):
            raise Refused(_("There is no such field to complete."))
        may_fill_in = model_admin.has_add_permission(request)
        if not may_fill_in and not model_admin.has_change_permission(request):
            raise PermissionDenied
