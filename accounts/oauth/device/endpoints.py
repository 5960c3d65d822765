from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from oauth2_provider.models import Application
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth import scopes
from accounts.oauth.attempts import device_request
from accounts.oauth.device import codes
from accounts.oauth.endpoints import Endpoint
from accounts.oauth.issuer import url_of


class DeviceAuthorizationView(Endpoint):
    """RFC 8628 §3.1: the program asks for its two codes."""

    def post(self, request: HttpRequest) -> HttpResponse:
        client = self.find_client(request)
        granted = scopes.granted(request.POST.get("scope", "").split(), client)
        device_request(request).count()
        resource = request.POST.getlist("resource")
        made = codes.issue(client, granted, resource=resource, now=timezone.now())
        page = url_of("device", request)
        return JsonResponse(
            {
                "device_code": made.device_code,
                "user_code": made.user_code,
                "verification_uri": page,
                "verification_uri_complete": f"{page}?user_code={made.user_code}",
                "expires_in": codes.LIFETIME,
                "interval": codes.INTERVAL,
            }
        )

    def find_client(self, request: HttpRequest) -> Application:
        """:raises OAuth2Error: when it is unknown, or registered for something else."""
        client = super().find_client(request)
        if client.authorization_grant_type != client.GRANT_DEVICE_CODE:
            raise errors.UnauthorizedClientError(
                "Register this application for the device code grant."
            )
        return client
