"""
The decisions of the authorization server, where they differ from django-oauth-toolkit's.

The toolkit validates first and writes later, without a lock between, and asks
nobody whether the user is still active. Here the code or the refresh token of a
request is claimed in the transaction that issues the new tokens.
"""

import uuid
from typing import Any

from oauth2_provider.models import DeviceGrant, Grant, RefreshToken
from oauthlib.oauth2.rfc6749 import errors

from accounts import ends
from accounts.events import get_logger
from accounts.oauth.clients import ClientRules
from accounts.oauth.codes import CodeRules
from accounts.oauth.device.codes import GRANT_TYPE as DEVICE_CODE
from accounts.oauth.device.rules import DeviceRules
from accounts.oauth.dpop.rules import DPoPRules
from accounts.oauth.families import end_family, family_of, keep_scope, make_room
from accounts.oauth.jwt_tokens.rules import JWTRules
from accounts.oauth.openid import OpenIDConnect
from accounts.oauth.refreshing import RefreshRules
from accounts.oauth.resources import ResourceRules

logger = get_logger(__name__)


class Replayed(errors.InvalidGrantError):
    """A code or a refresh token came a second time: somebody else may have the first."""

    def __init__(self, family: uuid.UUID | None) -> None:
        super().__init__("This was used before. The tokens issued for it are revoked.")
        self.family = family


class Validator(
    JWTRules,
    DPoPRules,
    DeviceRules,
    ClientRules,
    CodeRules,
    RefreshRules,
    ResourceRules,
    OpenIDConnect,
):
    """The rules together, and the issuing of tokens."""

    def save_bearer_token(self, token: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        try:
            super().save_bearer_token(token, request)
        except Replayed as replay:  # after the rollback, so that this is not rolled back
            end_family(replay.family, reason=f"{request.grant_type} replayed")
            raise
        logger.info(
            "access token issued",
            grant=request.grant_type,
            client_id=request.client.client_id,
            user=request.user or None,
        )

    def _save_bearer_token(self, token: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        """Runs in a transaction. Of parallel requests, one gets past the claim."""
        if request.user and request.user.pk:
            _lock(request.user)
        if request.grant_type == "authorization_code":
            if not _claim(Grant.objects.filter(pk=request.grant.pk)):
                raise Replayed(family_of(request.code))
        elif request.grant_type == DEVICE_CODE:
            if not _claim(DeviceGrant.objects.filter(pk=request.device.pk)):
                raise Replayed(family_of(request.device_code))
        elif request.grant_type == "refresh_token":
            row = request.refresh_token_instance
            if not _claim(RefreshToken.objects.filter(pk=row.pk, revoked=None)):
                raise Replayed(row.token_family)
        super()._save_bearer_token(token, request)
        if request.grant_type == "authorization_code":
            request.grant.delete()
        elif request.grant_type == DEVICE_CODE:
            request.device.delete()
        if request.user and request.user.pk and request.grant_type != "refresh_token":
            make_room(request.user, request.client)

    def _create_refresh_token(
        self, request: Any, refresh_token_code: Any, access_token: Any, previous: Any
    ) -> Any:
        if previous is None and request.grant_type == "authorization_code":
            previous = RefreshToken(token_family=family_of(request.code))
        elif previous is None and request.grant_type == DEVICE_CODE:
            previous = RefreshToken(token_family=family_of(request.device_code))
        row = super()._create_refresh_token(request, refresh_token_code, access_token, previous)
        if request.grant_type == "refresh_token":
            keep_scope(row, request.granted_scope)
        return row


def _claim(rows: Any) -> bool:
    """Lock the one of ``rows``; a parallel request waits here, and then finds none."""
    return bool(rows.select_for_update().first())


def _lock(user: Any) -> None:
    """:raises InvalidGrantError: when access of ``user`` ended since they were looked at."""
    try:
        ends.lock(user)
    except ends.AccessEnded as error:
        raise errors.InvalidGrantError("Access of this user has ended.") from error
