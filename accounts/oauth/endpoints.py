"""The endpoints of OAuth2 itself: oauthlib answers, in the shape of the RFC, never cached."""

from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.models import AccessToken, Application, revoke_access_token
from oauth2_provider.oauth2_backends import OAuthLibCore
from oauth2_provider.views.mixins import OAuthLibMixin
from oauthlib.oauth2.rfc6749 import errors
from rest_framework.exceptions import AuthenticationFailed

from accounts.oauth import introspection, parameters
from accounts.oauth.authentication import BearerAuthentication
from accounts.oauth.conf import conf
from accounts.oauth.descriptions import with_description
from accounts.oauth.device.codes import GRANT_TYPE as DEVICE_CODE

logger = structlog.get_logger(__name__)

GRANT_TYPES = [
    *("authorization_code", "client_credentials", "password", "refresh_token"),
    DEVICE_CODE,
]


class OAuthLib(OAuthLibMixin):
    core_class = OAuthLibCore

    def get_oauthlib_core(self) -> Any:
        """Make one for each request: the toolkit shares one, which cannot know the request."""
        server = self.get_server()
        server.request_validator.http_request = self.request
        if conf.JWT_ACCESS_TOKENS:
            server.default_token_type.token_generator = server.request_validator.make_access_token
        self.request.known_client_id = None
        return self.core_class(server)


@method_decorator(csrf_exempt, name="dispatch")
class Endpoint(OAuthLib, View):
    """
    POST with the client's credentials in the body or as Basic; JSON out.

    The toolkit's views stay unused: they read the URL, look rows up again that a
    parallel request has deleted, and answer some errors as HTML.
    """

    http_method_names = ["post", "options"]
    known: set[str] | None = parameters.KNOWN

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.read(request)
            response: Any = super().dispatch(request, *args, **kwargs)
        except errors.OAuth2Error as error:
            response = HttpResponse(error.json, status=error.status_code, headers=error.headers)
        response["Content-Type"] = "application/json"
        if response.status_code == 204:  # as DRF does: there is nothing that has a type
            del response["Content-Type"]
        response["Cache-Control"] = "no-store"
        response["Pragma"] = "no-cache"
        if "invalid_client" in response.get("WWW-Authenticate", ""):
            # oauthlib says Bearer; RFC 6749 §5.2 wants the scheme of the client.
            response["WWW-Authenticate"] = 'Basic realm="client"'
        if response.status_code >= 400:
            response = with_description(response)
            client_id = getattr(request, "known_client_id", None)
            logger.info("refused", status=response.status_code, client_id=client_id)
        return response

    def read(self, request: HttpRequest) -> None:
        """:raises OAuth2Error: see ``parameters.read``."""
        if request.method == "POST":
            request.POST = parameters.read(request, known=self.known)  # type: ignore[assignment]  # views may replace it

    def find_client(self, request: HttpRequest) -> Application:
        """
        Return the client, for an endpoint at which public ones name themselves.

        :raises InvalidClientError: when it is unknown, or its secret is wrong.
        """
        # The toolkit lets public clients do so where they use this grant.
        sent: Any = request.POST  # parameters.read made it
        sent["grant_type"] = DEVICE_CODE
        if not self.authenticate_client(request):
            raise errors.InvalidClientError
        client: Application = request.authenticated_client  # type: ignore[attr-defined]  # by ClientRules
        return client

    def http_method_not_allowed(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        allow = ", ".join(self._allowed_methods())
        takes = [method for method in self._allowed_methods() if method != "OPTIONS"]
        words = " or ".join(takes) if len(takes) > 1 else f"{takes[0]} alone"
        error = errors.InvalidRequestError(f"This endpoint takes {words}.")
        return HttpResponse(error.json, status=405, headers={"Allow": allow})


class TokenView(Endpoint):
    """RFC 6749 §3.2: trade a grant for tokens."""

    def post(self, request: HttpRequest) -> HttpResponse:
        grant_type = request.POST.get("grant_type")
        if grant_type is None:
            raise errors.InvalidRequestError("The parameter grant_type is missing.")
        if grant_type not in GRANT_TYPES:
            raise errors.UnsupportedGrantTypeError(
                f"grant_type is none of {', '.join(GRANT_TYPES)}."
            )
        _, headers, body, status = self.create_token_response(request)
        return HttpResponse(body, status=status, headers=headers)


class RevokeView(Endpoint):
    """
    RFC 7009: end a token of the client that asks.

    Without ``token``, as drf-social-oauth2's clients send it: the token as
    bearer, its client's id in the body. The holder of a token may end it.
    """

    def post(self, request: HttpRequest) -> HttpResponse:
        if "token" not in request.POST and (bearer := self.find_bearer(request)):
            return self.revoke_bearer(bearer)
        _, headers, body, status = self.create_revocation_response(request)
        return HttpResponse(body or "", status=status, headers=headers)

    def find_bearer(self, request: HttpRequest) -> AccessToken | None:
        """The access token in the header; None where the header is of another scheme."""
        try:
            found = BearerAuthentication().authenticate(request)  # type: ignore[arg-type]  # reads headers only
        except AuthenticationFailed as refusal:
            raise errors.InvalidTokenError(str(refusal.detail)) from refusal
        return found and found[1]

    def revoke_bearer(self, token: Any) -> HttpResponse:
        if token.application.client_id != self.request.POST.get("client_id"):
            raise errors.InvalidRequestError("client_id is not that of the token.")
        revoke_access_token(token)
        return HttpResponse(status=204)


class IntrospectView(Endpoint):
    """RFC 7662: tell an authenticated client whether a token is good, and for what."""

    # That of devices would let a public client in by its name (see ``find_client``).
    known = parameters.KNOWN - {"grant_type"}

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.authenticate_client(request):
            raise errors.InvalidClientError
        if "token" not in request.POST:
            raise errors.InvalidRequestError("The parameter token is missing.")
        raw, client = request.POST["token"], request.authenticated_client  # type: ignore[attr-defined]  # set by ClientRules
        return JsonResponse(introspection.describe(raw, asked_by=client, now=timezone.now()))
