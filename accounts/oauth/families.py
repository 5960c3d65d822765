"""
Families of tokens: all that one code, one password or one device bought, by refreshing.

The toolkit gives each refresh token the ``token_family`` of the one before it.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Min
from django.utils import timezone
from oauth2_provider.models import (
    AccessToken,
    Application,
    DeviceGrant,
    Grant,
    RefreshToken,
    refresh_token_expire_timedelta,
)

from accounts import ends
from accounts.digests import digest
from accounts.events import get_logger
from accounts.oauth.models import MadeIn, RefreshScope
from accounts.sessions.kind import current_key
from accounts.sessions.models import Session

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.models import User

logger = get_logger(__name__)

#: How often one person can be signed in to one application: on so many devices, or by a
#: program that sends the password again and again and never ends what it got.
MOST = 50


def family_of(code: str) -> uuid.UUID:
    """The family of the tokens that ``code`` buys: a replay finds it after the code is gone."""
    return family_of_digest(digest(code))


def family_of_digest(hexadecimal: str) -> uuid.UUID:
    return uuid.UUID(bytes=bytes.fromhex(hexadecimal)[:16], version=4)


def end_of_family(family: uuid.UUID) -> datetime:
    """
    When refreshing ends, however often it was done: counted from the first token.

    Spent tokens are pruned ``REFRESH_TOKEN_EXPIRE_SECONDS`` after they were
    spent, so the first one of a family outlives this end.
    """
    rows = RefreshToken.objects.filter(token_family=family)
    began_at: datetime = rows.aggregate(at=Min("created"))["at"] or timezone.now()
    lifetime: timedelta = refresh_token_expire_timedelta() or timedelta()
    return began_at + lifetime


def end_family(family: uuid.UUID | None, *, reason: str) -> None:
    """RFC 9700 §4.14.2: the holder of the other copy loses access too."""
    live = RefreshToken.objects.filter(token_family=family, revoked=None)
    if family and (row := live.select_related("user", "application").first()):
        RefreshToken.revoke_family(family)
        client_id = row.application.client_id
        logger.warning("tokens revoked", reason=reason, user=row.user, client_id=client_id)


def made_in(request: HttpRequest, family: uuid.UUID) -> None:
    """
    Note that the person let ``family`` be made in their session; for a transaction.

    :raises AccessEnded: when their access ended, or this session, a moment ago.
    """
    user: Any = request.user  # nobody else comes here
    ends.lock(user)
    session = current_key(request) or ""
    if not Session.objects.filter(pk=session, user=user).exists():
        raise ends.AccessEnded
    MadeIn.objects.create(family=family, session_key=session)


def end_made_in(user: User, sessions: list[str]) -> None:
    """End the codes and tokens that ``user`` allowed in the sessions of these keys."""
    families = set(MadeIn.objects.filter(session_key__in=sessions).values_list("pk", flat=True))
    codes = Grant.objects.filter(user=user) if families else Grant.objects.none()
    for grant in codes:
        if family_of(grant.code) in families:
            grant.delete()
    for device in DeviceGrant.objects.filter(user=user) if families else []:
        if family_of_digest(device.device_code) in families:
            device.delete()
    for family in families:
        end_family(family, reason="session ended")


def make_room(user: User, application: Application) -> None:
    """End the oldest families of ``user`` and ``application``, so that ``MOST`` are left."""
    live = RefreshToken.objects.filter(user=user, application=application, revoked=None)
    for oldest in live.order_by("-created", "-pk")[MOST:]:
        oldest.revoke()
        logger.warning("tokens make room", user=user, client_id=application.client_id)


def scope_of(refresh_token: RefreshToken) -> str:
    """
    Return the scope that was granted with ``refresh_token``, which lives.

    Its access token may have been asked to have less (RFC 6749 §6).
    """
    try:
        scope: str = refresh_token.kept.scope
    except RefreshScope.DoesNotExist:
        scope = refresh_token.access_token.scope if refresh_token.access_token else ""
    return scope


def keep_scope(refresh_token: RefreshToken, scope: str) -> None:
    """Remember that ``refresh_token`` was granted ``scope``, where its access token has less."""
    if set(scope.split()) != set(refresh_token.access_token.scope.split()):
        RefreshScope.objects.create(refresh_token=refresh_token, scope=scope)


def owner_of(token: str) -> User | None:
    """Return the person for whom ``token``, an access or a refresh token, acts."""
    for model in (AccessToken, RefreshToken):
        if row := model.objects.filter(token_checksum=digest(token)).select_related("user").first():
            owner: User | None = row.user
            return owner
    return None


def is_of_another(token: str, client: Application) -> bool:
    """Tell whether ``token``, an access or a refresh token, was issued, but not to ``client``."""
    issued = {"token_checksum": digest(token)}
    return any(
        model.objects.filter(**issued).exclude(application=client).exists()
        for model in (AccessToken, RefreshToken)
    )
