"""The grant ``convert_token``: an access token of a provider in, one of this site out."""

import json
from typing import Any

import structlog
from django.conf import settings
from django.utils import timezone
from oauthlib.oauth2.rfc6749 import errors
from oauthlib.oauth2.rfc6749.endpoints.token import TokenEndpoint
from oauthlib.oauth2.rfc6749.grant_types.base import GrantTypeBase
from oauthlib.oauth2.rfc6749.tokens import BearerToken
from social_core.exceptions import SocialAuthBaseException
from social_django.utils import load_strategy

from accounts.oauth.scopes import acts_for_nobody
from accounts.people.last_login import note_sign_in
from accounts.social import attempts, providers
from accounts.social.base import asked

logger = structlog.get_logger(__name__)

GRANT_TYPE = "convert_token"
MAX_TOKEN = 4096  # characters
RETRY_AFTER = 30  # seconds
# The provider's trouble, not the client's: worth another try.
PASSING = {
    *{"connection_failed", "timeout", "tls_error", "unavailable", "rate_limited"},
    "malformed_response",
}
# The token is good, and yet signs nobody in.
WORDS = {
    "email_in_use": "There is an account with this person's email address. "
    "Let them sign in to it on the site and connect the provider there.",
    "user_inactive": "User inactive or deleted.",
}


class ProviderAway(errors.TemporarilyUnavailableError):
    status_code = 503

    @property
    def headers(self) -> Any:
        return {"Retry-After": str(RETRY_AFTER)}


class BadToken(errors.InvalidGrantError):
    """The one answer that counts: whoever tries tokens gets it, and no other."""

    description = "The token is not good, or was not issued to this site."


class ConvertTokenGrant(GrantTypeBase):
    """
    Cheap questions first: nothing is asked of a provider for a client that is not known.

    drf-social-oauth2's grant has the site authenticate the client with the
    site's own copy of the secret, grants every default scope, and takes tokens
    that were issued to others.
    """

    def create_token_response(self, request: Any, token_handler: Any) -> Any:
        self.authenticate_client(request)
        self.validate_scopes(request)
        provider = self.find_provider(request)
        attempt = attempts.provider_token(
            self.request_validator.http_request, request.client.client_id
        )
        attempt.count()
        try:
            request.user = self.ask(provider, request.token)
        except BadToken:
            raise
        except Exception:  # nobody could judge the token
            attempt.give_back()
            raise
        attempt.give_back()
        token = token_handler.create_token(request, refresh_token=True)
        self.request_validator.save_token(token, request)
        note_sign_in(request.user, now=timezone.now())
        return self._get_default_headers(), json.dumps(token), 200

    def authenticate_client(self, request: Any) -> None:
        """A public client has nothing to authenticate itself with, and names itself."""
        validator = self.request_validator
        if validator.client_authentication_required(request):
            is_known = validator.authenticate_client(request)
        else:
            is_known = validator.authenticate_client_id(request.client_id, request)
        if not is_known:
            raise errors.InvalidClientError
        if acts_for_nobody(request.client):
            raise errors.UnauthorizedClientError("This application acts for nobody.")

    def find_provider(self, request: Any) -> Any:
        allowed = getattr(settings, "SOCIAL_AUTH_CONVERT_BACKENDS", [])
        for name in ("backend", "token"):
            if not request._params.get(name):
                raise errors.InvalidRequestError(f"The parameter {name} is missing.")
        provider = providers.find(request.backend)
        if provider is None or provider.name not in allowed:
            raise errors.InvalidRequestError(
                f"This backend is not offered. Those that are: {', '.join(allowed) or 'none'}."
            )
        return provider

    def ask(self, provider: Any, token: str) -> Any:
        """Return the user whom ``token`` stands for at the provider; a new one, if need be."""
        # The characters of an access token: RFC 6749 appendix A.12.
        if len(token) > MAX_TOKEN or not (token.isascii() and token.isprintable()):
            raise BadToken
        backend = provider(load_strategy())  # without the request: its session has no say here
        try:
            with asked(backend):
                backend.validate_audience(token)
                return backend.do_auth(token)
        except SocialAuthBaseException as error:
            logger.info(
                "provider's token refused",
                provider=provider.name,
                code=error.code,
                status=error.status_code,
            )
            if error.code in PASSING:
                raise ProviderAway(f"{provider.title} does not answer.") from error
            if error.code in WORDS:
                raise errors.InvalidGrantError(WORDS[error.code]) from error
            raise BadToken from error


class ConvertTokenServer(TokenEndpoint):
    """oauthlib's token endpoint with this one grant."""

    def __init__(
        self,
        request_validator: Any,
        token_expires_in: Any = None,
        token_generator: Any = None,
        refresh_token_generator: Any = None,
        **kwargs: Any,
    ) -> None:
        self.request_validator = request_validator
        bearer = BearerToken(
            request_validator, token_generator, token_expires_in, refresh_token_generator
        )
        grant = ConvertTokenGrant(request_validator)
        super().__init__(GRANT_TYPE, bearer, {GRANT_TYPE: grant})
