"""ID tokens for programs without a browser: oauthlib makes none for the device grant."""

from typing import Any

from oauthlib.oauth2.rfc8628.grant_types import DeviceCodeGrant
from oauthlib.openid import Server
from oauthlib.openid.connect.core.grant_types.base import GrantTypeBase

from accounts.oauth.device.codes import GRANT_TYPE


class WithIDToken:
    """A token handler of oauthlib whose tokens have an ID token beside them, for ``openid``."""

    def __init__(self, handler: Any, grant: Any) -> None:
        self.handler, self.grant = handler, grant

    def create_token(self, request: Any, refresh_token: bool = False) -> Any:
        token = self.handler.create_token(request, refresh_token)
        # The grant's own method asks for the nonce of a code, and there is none.
        return GrantTypeBase.add_id_token(self.grant, token, self.handler, request)


class DeviceGrantWithIDTokens(DeviceCodeGrant):
    openid: Any

    def create_token_response(self, request: Any, token_handler: Any) -> Any:
        return super().create_token_response(request, WithIDToken(token_handler, self.openid))


class OpenIDServer(Server):
    """For ``OIDC_SERVER_CLASS``."""

    def __init__(self, request_validator: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(request_validator, *args, **kwargs)
        grant = DeviceGrantWithIDTokens(request_validator)
        grant.openid = self.openid_connect_auth
        self.grant_types[GRANT_TYPE] = grant
