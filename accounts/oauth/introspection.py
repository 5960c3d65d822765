from datetime import datetime
from typing import Any

from oauth2_provider.models import AccessToken, Application, RefreshToken

from accounts.clocks import is_from_future
from accounts.digests import digest
from accounts.events import get_logger
from accounts.oauth.authentication import key_of_token
from accounts.oauth.conf import conf
from accounts.oauth.families import end_of_family, scope_of
from accounts.oauth.models import ResourceServer

logger = get_logger(__name__)

INACTIVE = {"active": False}  # RFC 7662 §2.2: and not a word more


def describe(raw: str, *, asked_by: Application, now: datetime) -> dict[str, Any]:
    """
    Say what the holder of ``raw``, an access or a refresh token, could do with it at ``now``.

    A client learns of its own tokens alone, unless it is registered as a resource
    server: otherwise any client could look up what people let others do (RFC 7662 §4).
    """
    checksum = digest(raw)
    access = (
        AccessToken.objects.select_related("user", "application", "key")
        .filter(token_checksum=checksum, expires__gt=now)
        .first()
    )
    if access:
        key = key_of_token(access)
        is_refused = key is None and conf.DPOP == "required"  # as this API does
        if not may_introspect(asked_by, access) or is_refused:
            return INACTIVE
        kind: dict[str, Any] = {"token_type": "Bearer"}
        if key:  # RFC 9449 §6.2
            kind = {"token_type": "DPoP", "cnf": {"jkt": key}}
        return _about(access, access.scope, access.expires, now=now, **kind)
    refresh = (
        RefreshToken.objects.select_related("user", "application", "access_token", "kept")
        .filter(token_checksum=checksum, revoked=None, access_token__isnull=False)
        .first()
    )
    if refresh is None or not may_introspect(asked_by, refresh):
        return INACTIVE
    ends_at = end_of_family(refresh.token_family)
    return _about(refresh, scope_of(refresh), ends_at, now=now) if now < ends_at else INACTIVE


def may_introspect(client: Application, token: AccessToken | RefreshToken) -> bool:
    if token.application_id == client.pk or ResourceServer.objects.filter(pk=client.pk).exists():
        return True
    logger.warning("introspection refused: no resource server", client_id=client.client_id)
    return False


def _about(
    token: AccessToken | RefreshToken, scope: str, ends_at: datetime, *, now: datetime, **more: Any
) -> dict[str, Any]:
    user = token.user
    if is_from_future(token.created, now=now) or (user and not user.is_active):
        return INACTIVE
    about = {
        "active": True,
        "scope": scope,
        "client_id": token.application.client_id,
        "iat": int(token.created.timestamp()),
        "exp": int(ends_at.timestamp()),
        **more,
    }
    if user:
        about |= {"username": user.get_username(), "sub": str(user.pk)}
    if token.resource:
        about["aud"] = token.resource
    return about
