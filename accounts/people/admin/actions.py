"""The actions of staff on the access of several people at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import credentials
from accounts.staff import OwnedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from accounts.people.models import User


class EndsAccess(OwnedAdmin):
    """For the admin of users: the actions that end access."""

    @admin.action(
        description=_("End all access: sessions, tokens and grants"), permissions=["change"]
    )
    def end_access(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        within = self.within(request, queryset)
        for user in within:
            with transaction.atomic():
                credentials.end_access(user, now=timezone.now())
                self.log_change(request, user, "Ended all access.")
        if within:
            self.message_user(request, _("All access has ended."))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Add an action for each kind of credential that staff end when its owner lost it."""
        actions: dict[str, Any] = super().get_actions(request)
        if actions and self.has_change_permission(request):
            for kind in credentials.kinds():
                if kind.reset_title:
                    name = f"reset_{kind.name.replace('-', '_')}"
                    actions[name] = (partial(_reset, kind), name, kind.reset_title)
        return actions

    @admin.action(
        description=_("Deactivate: end all access and let nobody sign in"), permissions=["change"]
    )
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        others = queryset.exclude(pk=request.user.pk or 0)
        within = self.within(request, others)
        for user in within:
            with transaction.atomic():
                user.is_active = False
                user.save(update_fields=["is_active"])
                self.log_change(request, user, "Deactivated.")
        if within or not others:
            self.message_user(request, _("The accounts are deactivated, except your own."))


def _reset(
    kind: credentials.Kind, model_admin: EndsAccess, request: HttpRequest, queryset: QuerySet[User]
) -> None:
    # One's own is reset where one's password is asked for.
    others = queryset.exclude(pk=request.user.pk or 0)
    within = model_admin.within(request, others)
    for user in within:
        with transaction.atomic():
            kind.end_all(user, now=timezone.now())
            model_admin.log_change(request, user, f"Reset: {kind.name}.")
    if within or not others:
        model_admin.message_user(request, _("It is reset, except your own."))
