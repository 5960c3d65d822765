"""Rules for pushed requests: kept for a minute, opened by one browser, answered once."""

import secrets
from datetime import datetime, timedelta

from django.core.signing import Signer
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.crypto import constant_time_compare
from oauth2_provider.models import Application
from oauthlib.oauth2.rfc6749 import errors

from accounts.digests import digest
from accounts.oauth.conf import conf
from accounts.oauth.pushed.models import PushedRequest, PushesOnly

PREFIX = "urn:ietf:params:oauth:request_uri:"  # §2.2
LIFETIME = 60  # seconds until a browser has to bring it
ONCE_OPEN = 600  # seconds from then on: the person may have to sign in
LONGEST = 16 * 1024  # characters


def push(application: Application, asked: QueryDict, *, now: datetime) -> str:
    """
    Keep ``asked`` for ``application`` and return its ``request_uri``.

    :raises InvalidRequestError: with status 413, when it is longer than ``LONGEST`` (§2.3).
    """
    parameters = asked.urlencode()
    if len(parameters) > LONGEST:
        description = f"The request is longer than {LONGEST} characters."
        raise errors.InvalidRequestError(description, status_code=413)
    reference = secrets.token_urlsafe(32)
    expired(now=now).filter(application=application).delete()
    PushedRequest.objects.create(
        reference_digest=digest(reference),
        application=application,
        parameters=parameters,
        expires_at=now + timedelta(seconds=LIFETIME),
    )
    return PREFIX + reference


def is_reference(request_uri: str) -> bool:
    return conf.PUSHED_REQUESTS != "off" and request_uri.startswith(PREFIX)


def find(request_uri: str, *, client_id: str, now: datetime) -> PushedRequest | None:
    """Return the request that this client pushed, if it is neither answered nor too old."""
    waiting = PushedRequest.objects.filter(expires_at__gt=now, application__client_id=client_id)
    return waiting.filter(pk=digest(request_uri.removeprefix(PREFIX))).first()


def open_first(row: PushedRequest, *, now: datetime) -> bool:
    """Tell whether nobody opened it before: of two at the same time, one gets it."""
    row.opened_at, row.expires_at = now, now + timedelta(seconds=ONCE_OPEN)
    rows = PushedRequest.objects.filter(pk=row.pk, opened_at=None)
    return bool(rows.update(opened_at=row.opened_at, expires_at=row.expires_at))


def mark_of(row: PushedRequest) -> str:
    """Return what the browser that opened ``row`` keeps, and nobody else can make."""
    return Signer(salt="accounts.oauth.pushed").signature(row.pk)


def is_mark_of(row: PushedRequest, mark: str) -> bool:
    return constant_time_compare(mark_of(row), mark)


def spend(row: PushedRequest) -> bool:
    """End it; tell whether it had not been answered before."""
    deleted, _ = PushedRequest.objects.filter(pk=row.pk).delete()
    return bool(deleted)


def expired(*, now: datetime) -> QuerySet[PushedRequest]:
    return PushedRequest.objects.filter(expires_at__lte=now)


def set_pushes_only(application: Application, *, is_so: bool) -> None:
    """Take requests of ``application`` only if they were pushed, or end that."""
    if is_so:
        PushesOnly.objects.get_or_create(application=application)
    else:
        PushesOnly.objects.filter(application=application).delete()


def must_push(application: Application) -> bool:
    """Tell whether requests of ``application`` that come by the browser are refused (§5, §6)."""
    if conf.PUSHED_REQUESTS == "required":
        return True
    return PushesOnly.objects.filter(pk=application.pk).exists()
