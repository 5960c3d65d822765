from datetime import datetime

from oauth2_provider.models import AccessToken, RefreshToken

from accounts.clocks import is_from_future
from accounts.digests import digest
from accounts.oauth.validator import end_of_family

INACTIVE = {"active": False}  # RFC 7662 §2.2: and not a word more


def describe(raw: str, *, now: datetime) -> dict:
    """Say what the holder of ``raw``, an access or a refresh token, could do with it at ``now``."""
    checksum = digest(raw)
    access = (
        AccessToken.objects.select_related("user", "application")
        .filter(token_checksum=checksum, expires__gt=now)
        .first()
    )
    if access:
        return _about(access, access.scope, access.expires, now=now, token_type="Bearer")  # noqa: S106
    refresh = (
        RefreshToken.objects.select_related("user", "application", "access_token")
        .filter(token_checksum=checksum, revoked=None, access_token__isnull=False)
        .first()
    )
    if refresh and now < (ends_at := end_of_family(refresh.token_family)):
        return _about(refresh, refresh.access_token.scope, ends_at, now=now)
    return INACTIVE


def _about(
    token: AccessToken | RefreshToken, scope: str, ends_at: datetime, *, now: datetime, **more: str
) -> dict:
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
