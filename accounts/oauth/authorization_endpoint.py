"""The request at the authorization endpoint: what is checked before anybody is asked."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from oauth2_provider.exceptions import FatalClientError, OAuthToolkitError
from oauth2_provider.oauth2_backends import OAuthLibCore
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth import authorization_request, pkce
from accounts.oauth.endpoints import OAuthLib

METHOD = "code_challenge_method"


class QueryOnlyCore(OAuthLibCore):
    """
    The URL holds the request, for POST too; the form only says yes or no.

    An empty parameter counts as absent (RFC 6749 §3.1).
    """

    def _get_escaped_full_path(self, request: HttpRequest) -> str:
        asked = [(name, value) for name, values in request.GET.lists() for value in values]
        return f"{request.path}?{urlencode([pair for pair in asked if pair[1]])}"

    def extract_body(self, request: HttpRequest) -> Any:
        return []


class ReadsRequest(OAuthLib):
    """The part of ``AuthorizeView`` that reads the request, or refuses it."""

    core_class = QueryOnlyCore
    server_class = authorization_request.AuthorizationServer

    def validate(self, request: HttpRequest) -> Any:
        """The checks of oauthlib, and those that it leaves out."""
        for name, values in request.GET.lists():
            if name != "resource" and len(values) > 1:
                raise fatal(f"The parameter {name} is repeated.")
        if "\0" in "".join(map(str, request.GET.values())):
            raise fatal("A parameter holds a NUL character.")
        try:
            scopes, asked = self.validate_authorization_request(request)
        except ValueError as error:  # not percent-encoded as it should be
            raise fatal("The address cannot be read.") from error
        self.check_pkce(asked)
        asked["resource"] = request.GET.getlist("resource")
        if fault := authorization_request.fault_of_resources(asked["resource"]):
            raise self.error(fault, asked, authorization_request.InvalidTarget)
        return scopes, asked

    def check_pkce(self, asked: Any) -> None:
        challenge, method = asked.get("code_challenge"), self.request.GET.get(METHOD)
        if not challenge and not method:
            return  # by leave of the validator's is_pkce_required
        if method != "S256":
            raise self.error("Use PKCE with code_challenge_method=S256.", asked)
        if not pkce.is_challenge(challenge or ""):
            raise self.error("code_challenge is not a SHA-256 in base64url.", asked)

    def error(self, description: str, asked: Any, kind: Any = errors.InvalidRequestError) -> Any:
        error = kind(description or None, state=asked["state"])
        return OAuthToolkitError(error, redirect_uri=asked["redirect_uri"])


def fatal(description: str) -> FatalClientError:
    return FatalClientError(errors.InvalidRequestFatalError(description))
