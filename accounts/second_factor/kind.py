from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.credentials import Held, Kind
from accounts.people.models import User
from accounts.second_factor import factors
from accounts.second_factor.models import AuthenticatorApp, Passkey

APP = "app"


class SecondFactorKind(Kind):
    """A device that proves who somebody is, besides their password."""

    name = "second-factor"
    title = _("Second factor")
    label_title = _("Device")
    none = _("None: your password alone signs you in.")
    end_title = _("Remove")
    needs_fresh = True
    reset_title = _("Reset the second factor: the password alone signs in")
    viewset = "accounts.second_factor.api.SecondFactorViewSet"
    sign_in_template = "accounts/second_factor/passkey_sign_in.html"
    actions_template = "accounts/second_factor/link.html"
    confirm_template = "accounts/second_factor/confirm_link.html"

    def held(self, user: User, *, now: datetime, request: HttpRequest | None = None) -> list[Held]:
        apps = AuthenticatorApp.objects.filter(user=user)
        passkeys = Passkey.objects.filter(user=user).order_by("-created_at")
        return [
            *(as_held(app) for app in apps),
            *(as_held(passkey) for passkey in passkeys),
        ]

    def can_confirm(self, user: User) -> bool:
        return factors.is_on(user)

    def end(self, user: User, pk: str, *, now: datetime) -> bool:
        if pk == APP:
            return factors.remove_app(user)
        return pk.isdecimal() and factors.remove_passkey(user, pk)

    def end_all(self, user: User, *, now: datetime) -> dict[str, Any]:
        return {"factors": factors.turn_off(user)}


def as_held(factor: AuthenticatorApp | Passkey) -> Held:
    pk: int | str = APP
    label = str(_("Authenticator app"))
    if isinstance(factor, Passkey):
        pk, label = factor.pk, factor.name
    created_at, last_used_at = factor.created_at, factor.last_used_at
    return Held(id=pk, label=label, created_at=created_at, last_used_at=last_used_at)
