"""Rules of the token endpoint for device codes; ``validator.Validator`` has them."""

from typing import Any

from django.utils import timezone
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth import resources, scopes
from accounts.oauth.authorization_request import InvalidTarget
from accounts.oauth.device import codes
from accounts.oauth.device.models import details_of
from accounts.oauth.issuer import issuer


class DeviceRules(OAuth2Validator):
    def narrowed(self, request: Any, granted: list[str]) -> list[str]:
        """:raises InvalidTarget: when more is asked for than the codes were made for (RFC 8707)."""
        asked = [value for name, value in request.decoded_body or [] if name == "resource"]
        if more := resources.beyond(asked, granted, issuer=issuer(self.http_request)):
            raise InvalidTarget(f"The codes were not made for {' '.join(more)}.")
        return asked or granted

    def validate_scopes(
        self, client_id: Any, asked: Any, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """
        Find the row, the person and the scopes: oauthlib asks this last, the client is known.

        :raises OAuth2Error: see ``codes.allowed``.
        """
        if request.grant_type != codes.GRANT_TYPE:
            return super().validate_scopes(client_id, asked, client, request)
        device_code = dict(request.decoded_body or []).get("device_code")
        if not device_code:
            raise errors.InvalidRequestError("The parameter device_code is missing.")
        request.device = codes.allowed(device_code, client, now=timezone.now())
        request.device_code = device_code
        request.user = request.device.user
        details = details_of(request.device)
        request.claims = details.claims
        request.resource = self.narrowed(request, details.resource)
        request.scopes = scopes.still_possible(request.device.scope.split(), client)
        return True
