import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from oauth2_provider.models import Application
from oauth2_provider.utils import parse_bearer_token
from oauthlib.oauth2.rfc6749 import errors

from accounts.digests import digest
from accounts.oauth import parameters
from accounts.oauth.attempts import registration
from accounts.oauth.conf import conf
from accounts.oauth.endpoints import Endpoint
from accounts.oauth.issuer import issuer
from accounts.oauth.models import Registration
from accounts.oauth.registration import clients


class RegistrationEndpoint(Endpoint):
    """JSON in and out; off unless ``CLIENT_REGISTRATION`` says otherwise."""

    def read(self, request: HttpRequest) -> None:
        if conf.CLIENT_REGISTRATION == "off":
            raise errors.InvalidRequestError("Registration is off here.", status_code=404)

    def bearer(self) -> str:
        return parse_bearer_token(self.request.headers.get("Authorization", "")) or ""

    def metadata(self) -> dict[str, Any]:
        """:raises OAuth2Error: when the body is no JSON object."""
        if self.request.content_type != parameters.JSON:
            raise errors.InvalidRequestError("Send the metadata as JSON.", status_code=415)
        try:
            metadata = json.loads(self.request.body, object_pairs_hook=_object)
        except (ValueError, RecursionError) as error:
            raise clients.InvalidMetadata("The body is not JSON.") from error
        if not isinstance(metadata, dict):
            raise clients.InvalidMetadata("The body is not a JSON object.")
        return metadata

    def describe(self, application: Application, token: str, *, status: int = 200) -> HttpResponse:
        """Tell what was registered (RFC 7591 §3.2.1): ``token`` is that of RFC 7592."""
        path = reverse("oauth2_provider:registered-client", args=[application.client_id])
        return JsonResponse(
            {
                "client_id": application.client_id,
                "client_id_issued_at": int(application.created.timestamp()),
                "client_name": application.name,
                "redirect_uris": application.redirect_uris.split(),
                "grant_types": ["authorization_code", "refresh_token"],
                "response_types": ["code"],
                "token_endpoint_auth_method": "none",
                "registration_access_token": token,
                "registration_client_uri": f"{issuer(self.request)}{path}",
            },
            status=status,
        )


class RegisterView(RegistrationEndpoint):
    """RFC 7591 §3: a program registers itself."""

    def post(self, request: HttpRequest) -> HttpResponse:
        if conf.CLIENT_REGISTRATION == "token":
            if not constant_time_compare(self.bearer(), conf.CLIENT_REGISTRATION_TOKEN):
                raise errors.InvalidTokenError("Send the initial access token as bearer.")
        else:
            registration(request).count()
        application, token = clients.register(self.metadata())
        return self.describe(application, token, status=201)


@method_decorator(transaction.atomic, name="dispatch")
class RegisteredClientView(RegistrationEndpoint):
    """RFC 7592: a program reads, changes or deletes what it registered."""

    http_method_names = ["get", "put", "delete", "options"]

    def find(self, client_id: str) -> Application:
        """
        Return it, locked: saving one that is being deleted would bring it back.

        :raises InvalidTokenError: also where there is no such client (RFC 7592 §2.1), and where
            an administrator made something else of it, which is theirs from then on.
        """
        found = Registration.objects.select_related("application").filter(
            token_digest=digest(self.bearer()),
            application__client_id=client_id,
            application__client_type=Application.CLIENT_PUBLIC,
            application__authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        )
        for row in found.select_for_update():
            return row.application
        raise errors.InvalidTokenError("This registration access token is not good for it.")

    def get(self, request: HttpRequest, client_id: str) -> HttpResponse:
        return self.describe(self.find(client_id), self.bearer())

    def put(self, request: HttpRequest, client_id: str) -> HttpResponse:
        application, metadata = self.find(client_id), self.metadata()
        if metadata.get("client_id", client_id) != client_id:
            raise clients.InvalidMetadata("client_id is that of another application.")
        clients.write(application, metadata)
        return self.describe(application, self.bearer())

    def delete(self, request: HttpRequest, client_id: str) -> HttpResponse:
        self.find(client_id).delete()
        return HttpResponse(status=204)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """:raises InvalidMetadata: when a member comes twice, of which JSON would take the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise clients.InvalidMetadata("A member of the metadata comes twice.")
    return found
