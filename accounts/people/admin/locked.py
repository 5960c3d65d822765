"""The page of the admin that shows which addresses are limited, and lifts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import lockouts

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from django.utils.safestring import SafeString

    from accounts.people.models import User

    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class LiftsLocks(ModelAdmin):
    """For the admin of users: who is locked, until when, and the way to lift it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.addresses_view)
        return [path("addresses/", view, name="accounts_user_addresses"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        extra = {"may_lift": self.has_change_permission(request), **(extra_context or {})}
        return super().changelist_view(request, extra)

    @admin.display(description=_("wrong passwords"))
    def locked(self, obj: User) -> SafeString | str:
        """Each full count, with the address that is kept out and when that ends."""
        rows = [
            (lock.address or _("everywhere"), lock.ends_at.strftime("%H:%M"))
            for lock in lockouts.of_user(obj)
        ]
        return format_html_join(" · ", gettext("{} until {} UTC"), rows) or gettext("not locked")

    @admin.action(
        description=_("Lift the limit on wrong passwords"),
        permissions=["change"],
    )
    def lift_limit(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        within = self.within(request, queryset)  # type: ignore[attr-defined]  # OwnedAdmin's
        for user in within:
            lockouts.lift_user(user)
            self.log_change(request, user, "Lifted the limit on wrong passwords.")
        if within:
            self.message_user(request, _("Passwords are taken again."))

    def addresses_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        limited = lockouts.of_addresses()
        address = request.POST.get("address", "")
        if request.method == "POST" and address in {one.address for one in limited}:
            lockouts.lift_address(address)
            text = f"Lifted the limit on {address}."
            self.log_change(request, request.user, text)
            self.message_user(request, _("Passwords are taken again."), messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Limited addresses"),
            "opts": self.opts,
            "locks": limited,
        }
        return TemplateResponse(request, "admin/accounts/addresses.html", context)
