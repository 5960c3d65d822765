from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.credentials import Held, Kind
from accounts.people.models import User
from accounts.second_factor import factors
from accounts.second_factor.models import AuthenticatorApp

APP = "app"


class SecondFactorKind(Kind):
    """A device that proves who somebody is, besides their password."""

    name = "second-factor"
    title = _("Second factor")
    label_title = _("Device")
    none = _("None: your password alone signs you in.")
    end_title = _("Remove")
    needs_fresh = True
    viewset = "accounts.second_factor.api.SecondFactorViewSet"
    actions_template = "accounts/second_factor/link.html"
    confirm_template = "accounts/second_factor/confirm_link.html"

    def held(self, user: User, *, now: datetime, request: HttpRequest | None = None) -> list[Held]:
        return [
            Held(
                id=APP,
                label=str(_("Authenticator app")),
                created_at=app.created_at,
                last_used_at=app.last_used_at,
            )
            for app in AuthenticatorApp.objects.filter(user=user)
        ]

    def can_confirm(self, user: User) -> bool:
        return factors.is_on(user)

    def end(self, user: User, pk: str, *, now: datetime) -> bool:
        return pk == APP and factors.remove_app(user)

    def end_all(self, user: User, *, now: datetime) -> dict[str, Any]:
        return {"factors": factors.turn_off(user)}
