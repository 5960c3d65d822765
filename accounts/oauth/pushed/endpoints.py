from copy import copy

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from oauth2_provider.exceptions import OAuthToolkitError
from oauth2_provider.models import Application
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth import applications, attempts
from accounts.oauth.conf import conf
from accounts.oauth.dpop.requests import key_of_push
from accounts.oauth.endpoints import Endpoint
from accounts.oauth.pages import AuthorizeView
from accounts.oauth.pushed import requests

#: How the client proves itself is of no matter to the authorization endpoint.
NOT_KEPT = ["client_secret", "client_assertion", "client_assertion_type", "grant_type"]


class PushedRequestView(Endpoint):
    """RFC 9126 §2: an application leaves its authorization request here."""

    known = None

    def read(self, request: HttpRequest) -> None:
        if conf.PUSHED_REQUESTS == "off":
            raise errors.InvalidRequestError("Pushed requests are off here.", status_code=404)
        super().read(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        client = self.find_client(request)
        count(request, client)
        asked = request.POST.copy()
        for name in NOT_KEPT:
            asked.pop(name, None)
        if "request_uri" in asked:
            raise errors.InvalidRequestError("A request_uri cannot be pushed. Send what it names.")
        if key := key_of_push(request, asked.get("dpop_jkt")):
            asked["dpop_jkt"] = key
        check(request, asked)
        uri = requests.push(client, asked, now=timezone.now())
        return JsonResponse({"request_uri": uri, "expires_in": requests.LIFETIME}, status=201)


def count(request: HttpRequest, client: Application) -> None:
    """
    Bound the rows of one client: anybody can push in the name of a public one.

    :raises TooManyAttempts:
    """
    if applications.is_public(client):
        attempts.pushed_by_address(request).count()
    else:
        attempts.pushed_by_client(client.client_id).count()


def check(request: HttpRequest, asked: QueryDict) -> None:
    """:raises OAuth2Error: what the authorization endpoint would say to it."""
    page, visit = AuthorizeView(), copy(request)
    visit.method, visit.GET = "GET", asked  # type: ignore[assignment]  # it may be changed
    page.setup(visit)
    try:
        page.scopes, page.asked = page.validate(visit)
        page.application = page.asked["request"].client
        page.find_wishes()
    except OAuthToolkitError as error:
        raise error.oauthlib_error from error
