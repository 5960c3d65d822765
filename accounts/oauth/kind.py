from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AccessToken, DeviceGrant, Grant, IDToken, RefreshToken

from accounts.credentials import Held, Kind
from accounts.events import get_logger
from accounts.oauth import connections, families
from accounts.oauth.models import Consent
from accounts.people.models import User

logger = get_logger(__name__)


class ApplicationKind(Kind):
    """An application that a person allowed to act for them."""

    name = "applications"
    title = _("Connected applications")
    label_title = _("Application")
    detail_title = _("It can")
    none = _("None: no application can act as you.")
    end_title = _("Revoke")
    viewset = "accounts.oauth.api.ApplicationViewSet"
    admin_list = "oauth2_provider_accesstoken_changelist"

    def held(self, user: User, *, now: datetime, request: HttpRequest | None = None) -> list[Held]:
        return [
            Held(
                id=connection.application.pk,
                label=str(connection.application),
                detail=" · ".join(connection.descriptions),
                last_used_at=connection.last_used_at,
            )
            for connection in connections.connections(user, now=now)
        ]

    def end(self, user: User, pk: str, *, now: datetime) -> bool:
        return any(end_grants(now=now, user=user, application=pk).values())

    def end_all(self, user: User, *, now: datetime) -> dict[str, int]:
        return end_grants(now=now, user=user)

    def end_made_in(self, user: User, sessions: list[str], *, now: datetime) -> None:
        families.end_made_in(user, sessions)


@transaction.atomic
def end_grants(*, now: datetime, **whose: Any) -> dict[str, int]:
    """
    End all that OAuth2 applications were given; ``whose``: ``user``, ``application`` or both.

    Spent and revoked refresh tokens stay, so that their replay is seen.
    """
    ended = {
        "codes": Grant.objects.filter(**whose).delete()[0],
        "refresh_tokens": RefreshToken.objects.filter(revoked=None, **whose).update(revoked=now),
        "access_tokens": AccessToken.objects.filter(**whose).delete()[0],
        "id_tokens": IDToken.objects.filter(**whose).delete()[0],
        "consents": Consent.objects.filter(**whose).delete()[0],
        "device_codes": _without_consent().update(status=DeviceGrant.DENIED),
    }
    named = {name: value if name == "user" else str(value) for name, value in whose.items()}
    logger.info("access of applications ended", **named, **ended)
    return ended


def _without_consent() -> QuerySet[DeviceGrant]:
    """The device codes that a person allowed: their next consent must not bring these back."""
    consents = Consent.objects.filter(
        user=OuterRef("user"), application__client_id=OuterRef("client_id")
    )
    return DeviceGrant.objects.filter(status=DeviceGrant.AUTHORIZED).exclude(Exists(consents))
