from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from accounts import credentials
from accounts.people import renaming, rights
from accounts.people.admin.actions import EndsAccess
from accounts.people.admin.forms import UserForm, UserToRead
from accounts.people.admin.locked import LiftsLocks
from accounts.people.models import User
from accounts.staff import OwnedAdmin, ShowsOnceAdmin

if TYPE_CHECKING:
    from django.db.models import ManyToManyField
    from django.forms import ModelForm, ModelMultipleChoiceField
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    _UserAdmin = DjangoUserAdmin[User]
else:
    _UserAdmin = DjangoUserAdmin

logger = structlog.get_logger(__name__)
FOR_SUPERUSERS = ["is_staff", "is_superuser"]


@admin.register(User)
class UserAdmin(EndsAccess, LiftsLocks, ShowsOnceAdmin, OwnedAdmin, _UserAdmin):
    """People. Those above oneself are read; nobody is given more than one has."""

    form = UserForm
    fieldsets = (
        *(DjangoUserAdmin.fieldsets or ()),
        (_("Preferences"), {"fields": ("time_zone",)}),
        (_("Access"), {"fields": ("holds", "locked")}),
    )
    list_display = ["username", "email", "is_active", "is_staff", "last_login"]
    search_fields = ["username", "email", "first_name", "last_name"]
    search_help_text = _("A username, a name or an email address")
    actions = ["end_access", "deactivate", "lift_limit"]
    shown_title = _("The key of the new token")
    shown_template = "admin/accounts/token_key.html"

    def owner_of(self, obj: Any) -> User | None:
        user: User | None = obj
        return user

    def secrets_of(self, obj: User) -> dict[str, str]:
        return {"key": obj.initial_token.key or "", "user": obj.get_username()}

    # Forms ------------------------------------------------------------------------

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Any]]:
        if obj and not self.has_change_permission(request, obj):
            kwargs["form"] = UserToRead
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        made_by_the_site = ["last_login", "date_joined", "holds", "locked"]
        return made_by_the_site + ([] if request.user.is_superuser else FOR_SUPERUSERS)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        if db_field.name == "groups":
            kwargs["queryset"] = rights.groups_within(request.user)  # type: ignore[arg-type]
        elif db_field.name == "user_permissions":
            kwargs["queryset"] = rights.permissions_of(request.user)  # type: ignore[arg-type]
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if "email" in form.changed_data:
            obj.email_verified_at = None  # nobody there has confirmed it
        super().save_model(request, obj, form, change)
        if change and "username" in form.changed_data:
            renaming.give_up(obj, form.initial["username"], now=timezone.now())

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Somebody else's. One's own needs the current one: a session may be stolen."""
        if id == str(request.user.pk):
            return redirect("accounts:password_change")
        page: HttpResponse = super().user_change_password(request, id, form_url)
        return page

    @admin.display(description=_("credentials of this person"))
    def holds(self, obj: User) -> SafeString:
        """Each kind of credential with how many there are, and the way to them."""
        now = timezone.now()
        counts = ((kind, len(kind.held(obj, now=now))) for kind in credentials.kinds())
        return format_html_join(
            " · ", "{}", ((_way_to(kind, obj, number),) for kind, number in counts)
        )

    # Deleting ---------------------------------------------------------------------

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Keep those who did something here: the history would go with them."""
        *found, protected = super().get_deleted_objects(objs, request)
        entries = LogEntry.objects.filter(user__in=list(objs))
        if number := entries.count():
            text = _("%d entries of the admin's history. Deactivate the account instead.")
            protected = [*protected, text % number]
        return (*found, protected)


def _way_to(kind: credentials.Kind, user: User, number: int) -> SafeString:
    """Return how many of ``kind`` there are, with a link if the admin has a list of them."""
    if not kind.admin_list:
        return format_html("{}: {}", kind.title, number)
    page = reverse(f"admin:{kind.admin_list}", query={"user__id__exact": user.pk})
    return format_html('<a href="{}">{}: {}</a>', page, kind.title, number)
