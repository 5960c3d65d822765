"""The toolkit's models in the admin; ``settings.OAUTH2_PROVIDER`` names these classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import Application, revoke_access_token

from accounts.oauth import applications
from accounts.oauth.forms import ApplicationForm, NewApplicationForm
from accounts.oauth.grants import GRANTS
from accounts.oauth.kind import end_grants
from accounts.people import rights
from accounts.staff import OwnedAdmin, ReadOnlyAdmin, ShowsOnceAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

apps.get_app_config("oauth2_provider").verbose_name = _("OAuth2")


class GrantFilter(admin.SimpleListFilter):
    """The grants that exist here. The toolkit knows of more."""

    title = _("grant")
    parameter_name = "grant"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        titles = dict(Application.GRANT_TYPES)
        return [(grant, titles[grant]) for grant in GRANTS]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        grant = self.value()
        return queryset.filter(authorization_grant_type=grant) if grant else queryset


class ApplicationAdmin(ShowsOnceAdmin, OwnedAdmin):
    view_on_site = False  # the toolkit's page for it is not part of this site
    list_display = ["name", "client_id", "client_type", "authorization_grant_type", "created"]
    list_filter = ["client_type", GrantFilter]
    search_fields = ["name", "client_id"]
    search_help_text = _("A name or a client id")
    radio_fields = {
        "client_type": admin.HORIZONTAL,
        "authorization_grant_type": admin.VERTICAL,
    }
    autocomplete_fields = ["user"]
    actions = ["new_secret", "end_access"]
    shown_title = _("The application's credentials")
    shown_template = "admin/oauth2_provider/application_secret.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["client_id"] if obj else []

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = ApplicationForm if obj else NewApplicationForm
        return super().get_form(request, obj, change, **kwargs | {"form": form})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.secret_in_clear = obj.client_secret  # saving turns it into a digest
        super().save_model(request, obj, form, change)

    def secrets_of(self, obj: Any) -> dict[str, str]:
        is_public = obj.client_type == Application.CLIENT_PUBLIC
        return {"client_id": obj.client_id, "secret": "" if is_public else obj.secret_in_clear}

    @admin.action(description=_("New secret: the old one stops working"), permissions=["change"])
    def new_secret(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        chosen = self.within(request, queryset)
        if len(chosen) != 1 or chosen[0].client_type == Application.CLIENT_PUBLIC:
            text = _("Choose exactly one confidential application. Public ones have no secret.")
            self.message_user(request, text, messages.WARNING)
            return None
        application = chosen[0]
        if "confirmed" not in request.POST:
            return self.confirm_new_secret(request, application)
        with transaction.atomic():
            application.secret_in_clear = applications.give_new_secret(application)
            self.log_change(request, application, "New secret.")
        shown = self.secrets_of(application)
        return self.hand_over(request, application, shown, request.get_full_path())

    def confirm_new_secret(self, request: HttpRequest, application: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("A new secret?"),
            "opts": self.opts,
            "application": application,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        template = "admin/oauth2_provider/new_secret_confirmation.html"
        return TemplateResponse(request, template, context)

    @admin.action(description=_("End all access that people gave it"), permissions=["change"])
    def end_access(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """End it for everybody who is not above the member of staff."""
        now, actor = timezone.now(), request.user
        within = self.within(request, queryset)
        for application in within:
            with transaction.atomic():
                whose: list[dict[str, Any]] = [{}]
                if not actor.is_superuser:
                    people = rights.people_within(actor)  # type: ignore[arg-type]
                    holders = people.filter(oauth2_provider_accesstoken__application=application)
                    whose = [{"user": None}, *({"user": user} for user in holders.distinct())]
                for who in whose:
                    end_grants(now=now, application=application, **who)
                self.log_change(request, application, "Ended all access that people gave it.")
        if within:
            self.message_user(request, _("All access has ended."))


class IssuedAdmin(ReadOnlyAdmin):
    """
    What was issued: who may do what until when, and never the token itself.

    Deleting ends it, so that users and applications can be deleted with all they hold.
    """

    list_display = ["__str__", "user", "application", "scope", "created", "expires"]
    list_select_related = ["user", "application"]
    list_filter = ["application"]
    search_fields = ["user__username", "application__name", "application__client_id"]
    search_help_text = _("A username, or an application's name or client id")
    fields = ["user", "application", "scope", "created", "expires"]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.end(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            self.delete_model(request, obj)

    def end(self, obj: Any) -> None:
        """End what would outlive the row."""


class AccessTokenAdmin(IssuedAdmin):
    def end(self, obj: Any) -> None:
        revoke_access_token(obj)


class RefreshTokenAdmin(IssuedAdmin):
    list_display = ["__str__", "user", "application", "created", "revoked"]
    fields = ["user", "application", "created", "revoked"]

    def end(self, obj: Any) -> None:
        obj.revoke()
