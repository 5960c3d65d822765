"""The two codes: a long one for the program, a short one for the person."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from oauth2_provider.models import Application, DeviceGrant
from oauthlib.oauth2.rfc6749.errors import InvalidGrantError
from oauthlib.oauth2.rfc8628.errors import (
    AccessDenied,
    AuthorizationPendingError,
    ExpiredTokenError,
    SlowDownError,
)

from accounts.digests import digest
from accounts.oauth.device.models import DeviceDetails, details_of
from accounts.oauth.families import end_family, family_of
from accounts.oauth.models import Consent

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so no words (RFC 8628 §6.1)
LENGTH = 8  # letters: 2.6e10 codes, and 30 guesses in 5 minutes for each address
LIFETIME = 600  # seconds
INTERVAL = 5  # seconds between two questions; each that comes too early adds as much


@dataclass(frozen=True)
class Codes:
    """The program is told both; of ``device_code`` the database has a digest."""

    device_code: str
    user_code: str


def issue(
    application: Application, scopes: list[str], *, resource: Sequence[str] = (), now: datetime
) -> Codes:
    device_code, user_code = secrets.token_urlsafe(32), _free_code()
    row = DeviceGrant.objects.create(
        device_code=digest(device_code),
        user_code=user_code,
        client_id=application.client_id,
        scope=" ".join(scopes),
        interval=INTERVAL,
        expires=now + timedelta(seconds=LIFETIME),
    )
    DeviceDetails.objects.create(device=row, resource=list(resource))
    _note_question(row, at=now - timedelta(seconds=INTERVAL))  # the first may come at once
    return Codes(device_code, shown(user_code))


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not DeviceGrant.objects.filter(user_code=code).exists():
            return code


def shown(user_code: str) -> str:
    return f"{user_code[: LENGTH // 2]}-{user_code[LENGTH // 2 :]}"


def typed(text: str) -> str:
    """Return ``text`` as codes are stored: people type small letters, blanks, no hyphen."""
    return "".join(letter for letter in text.upper() if letter in LETTERS)


def waiting(user_code: str, *, now: datetime) -> DeviceGrant | None:
    """Return the row that waits for an answer of the person who typed ``user_code``."""
    rows = DeviceGrant.objects.filter(user_code=user_code, expires__gt=now)
    return rows.filter(status=DeviceGrant.AUTHORIZATION_PENDING).first()


def allowed(device_code: str, client: Application, *, now: datetime) -> DeviceGrant:
    """
    Return the row once a person allowed it.

    :raises OAuth2Error: those of RFC 8628 §3.5, and InvalidGrantError for an unknown code.
    """
    row = DeviceGrant.objects.filter(
        device_code=digest(device_code), client_id=client.client_id
    ).first()
    if row is None:
        end_family(family_of(device_code), reason="device code replayed")
        raise InvalidGrantError("This client has no such device_code, or used it before.")
    if now >= row.expires:
        raise ExpiredTokenError("The codes have expired. Ask for new ones.")
    if row.status == row.DENIED:
        raise AccessDenied("The person did not allow it.")
    if row.status != row.AUTHORIZED:
        _keep_interval(row, now=now)
        raise AuthorizationPendingError("The person has not answered yet. Ask again.")
    allowed = {"scopes": row.scope.split(), "resources": details_of(row).resource}
    if not Consent.objects.covers(user=row.user, application=client, **allowed):
        raise AccessDenied("The person ended it, or the application was changed.")
    return row


def _keep_interval(row: Any, *, now: datetime) -> None:
    """:raises SlowDownError: when the program asks again too early."""
    is_early = now < row.last_checked + timedelta(seconds=row.interval)
    _note_question(row, at=now, more=INTERVAL if is_early else 0)
    if is_early:
        wait = row.interval + INTERVAL
        raise SlowDownError(f"Wait {wait} seconds between two requests.")


def _note_question(row: Any, *, at: datetime, more: int = 0) -> None:
    rows = DeviceGrant.objects.filter(pk=row.pk)
    rows.update(last_checked=at, interval=F("interval") + more)
