"""Rules of the token endpoint for DPoP; ``validator.Validator`` has them."""

from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth import applications
from accounts.oauth.conf import conf
from accounts.oauth.dpop import requests
from accounts.oauth.dpop.models import AccessTokenKey, RefreshTokenKey
from accounts.oauth.dpop.proofs import InvalidProof


class DPoPRules(OAuth2Validator):
    def save_bearer_token(self, token: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        """:raises OAuth2Error: before the code or the refresh token is spent, for another try."""
        if self.dpop_key(request):
            token["token_type"] = "DPoP"  # noqa: S105  no secret
        super().save_bearer_token(token, request)

    def dpop_key(self, request: Any) -> str | None:
        """
        Return the key that the new tokens are bound to; a proof is read once for each request.

        :raises InvalidProof:
        :raises UseNonce:
        :raises InvalidGrantError: when the code or the refresh token is bound to another key.
        """
        if "proved_key" not in vars(request):  # getattr would look into the body as well
            request.proved_key = requests.key_of(self.http_request)
            _check(request, request.proved_key)
        key: str | None = request.proved_key
        return key

    def _create_access_token(self, expires: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        row = super()._create_access_token(expires, request, *args, **kwargs)
        if key := self.dpop_key(request):
            AccessTokenKey.objects.create(access_token=row, thumbprint=key)
        return row

    def _create_refresh_token(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        row = super()._create_refresh_token(request, *args, **kwargs)
        # A confidential client proves itself with each refresh, and may change its key (§5).
        if (key := self.dpop_key(request)) and applications.is_public(request.client):
            RefreshTokenKey.objects.create(refresh_token=row, thumbprint=key)
        return row


def _check(request: Any, key: str | None) -> None:
    if key is None and conf.DPOP == "required":
        raise InvalidProof("Send a proof in the header DPoP (RFC 9449).")
    if key != (bound := _bound_to(request)) and bound is not None:
        raise errors.InvalidGrantError("It is bound to a key: send a DPoP proof of that key.")


def _bound_to(request: Any) -> str | None:
    """Return the key of what is sent in exchange for tokens; None where it is free."""
    if request.grant_type == "authorization_code":
        named: str | None = request.claims.get("dpop_jkt")
        return named
    if request.grant_type == "refresh_token":
        rows = RefreshTokenKey.objects.filter(pk=request.refresh_token_instance.pk)
        return rows.values_list("thumbprint", flat=True).first()
    return None
