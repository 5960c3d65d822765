from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from oauth2_provider.models import Application, DeviceGrant

from accounts.events import get_logger
from accounts.oauth import levels
from accounts.oauth.device.models import DeviceDetails
from accounts.oauth.families import family_of_digest, made_in
from accounts.oauth.models import Consent

logger = get_logger(__name__)


@transaction.atomic
def allow(
    row: DeviceGrant, application: Application, request: HttpRequest, *, now: datetime
) -> bool:
    """
    Let the program have tokens of the person who sends ``request``; False if it came too late.

    :raises AccessEnded: when the access of that person ended meanwhile.
    """
    user: Any = request.user  # somebody who signed in
    made_in(request, family_of_digest(row.device_code))
    if not _answer(row, DeviceGrant.AUTHORIZED, user=user):
        transaction.set_rollback(True)
        return False
    details, _ = DeviceDetails.objects.update_or_create(
        {"claims": levels.of_session(request)}, device=row
    )
    scopes = row.scope.split()
    Consent.objects.remember(
        user=user,
        application=application,
        scopes=scopes,
        resources=details.resource,
        now=now,
    )
    logger.info(
        "application allowed",
        user=user,
        client_id=application.client_id,
        scopes=scopes,
    )
    return True


def deny(row: DeviceGrant) -> bool:
    return _answer(row, DeviceGrant.DENIED)


def _answer(row: DeviceGrant, status: str, **fields: object) -> bool:
    """Answer once: of two answers at the same time, the first one counts."""
    rows = DeviceGrant.objects.filter(pk=row.pk, status=DeviceGrant.AUTHORIZATION_PENDING)
    return bool(rows.update(status=status, **fields))
