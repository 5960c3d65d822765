"""Rules for clients and the grants that they may use, where they differ from the toolkit's."""

from typing import Any

from django.contrib.auth import authenticate
from django.utils import timezone
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.oauth2.rfc6749 import errors

from accounts.events import get_logger
from accounts.oauth import applications, attempts, scopes
from accounts.oauth.assertions import client_keys, proofs
from accounts.oauth.issuer import issuer, url_of
from accounts.oauth.registration import documents
from accounts.oauth.registration.addresses import fault_of
from accounts.passwords.otp import OtpRequired
from accounts.passwords.validators import MAX_PASSWORD, MAX_USERNAME
from accounts.people.last_login import note_sign_in

logger = get_logger(__name__)


class ClientRules(OAuth2Validator):
    def _extract_basic_auth(self, request: Any) -> None:
        return None  # parameters.read has made client_id and client_secret of it

    def _load_application(self, client_id: Any, request: Any) -> Any:
        """
        Note on the request whose it is, for the log: what it says may be a secret.

        :raises TooManyAttempts: before a document is fetched that describes the client.
        :raises InvalidRequestFatalError: when it stands at no address that is fetched from.
        """
        if documents.must_fetch(client_id, now=timezone.now()):
            if fault := fault_of(client_id):
                raise errors.InvalidRequestFatalError(fault)
            attempts.document_fetch(self.http_request).count()
        application = super()._load_application(client_id, request)
        if application and documents.is_over(application):
            request.client = application = None
        self.http_request.known_client_id = application and application.client_id
        return application

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """:raises TooManyAttempts: a secret is guessed at, as passwords are."""
        if not request.client_id:  # nothing to guess at
            raise errors.InvalidClientError("Send client_id and client_secret, or Basic.")
        guess = attempts.secret_guess(self.http_request, request.client_id)
        with guess.counting():
            refusal = self.find_refusal(request)
        if refusal is not None:
            logger.warning("client refused", client_id=self.http_request.known_client_id)
            raise refusal
        guess.give_back()
        self.http_request.authenticated_client = request.client
        return True

    def client_authentication_required(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        # The assertion of a public client is refused, and not passed over.
        return bool(assertion_of(request)) or super().client_authentication_required(request)

    def find_refusal(self, request: Any) -> errors.InvalidClientError | None:
        """Return why the client is not the one that it says, if so."""
        if assertion := assertion_of(request):
            application = self._load_application(request.client_id, request)
            here = {issuer(self.http_request), url_of("token", self.http_request)}
            here.add(url_of("pushed-request", self.http_request))  # RFC 9126 §2
            try:
                proofs.check(assertion, application, audiences=here, now=timezone.now())
            except errors.InvalidClientError as refusal:
                return refusal
            return None
        if super().authenticate_client(request):
            return refusal_of_secret(request.client)
        if not request.client_secret:
            return errors.InvalidClientError(
                "The client is unknown, or needs its secret: send client_secret, or Basic."
            )
        if applications.is_hash(request.client_secret):
            return errors.InvalidClientError(
                "That is the hash which the database holds, not the secret. If the secret "
                "is lost, have a new one made."
            )
        return errors.InvalidClientError()

    def validate_redirect_uri(
        self, client_id: Any, redirect_uri: Any, request: Any, *args: Any, **kwargs: Any
    ) -> Any:
        # The toolkit refuses fragments and user names, and takes any spelling of a host.
        return super().validate_redirect_uri(
            client_id, redirect_uri, request
        ) and applications.is_redirect_uri_of(request.client, redirect_uri)

    def validate_grant_type(
        self, client_id: Any, grant_type: Any, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> Any:
        # The toolkit's switch for RFC 9700 §2.4 is all or nothing, and on.
        if grant_type == "password":
            return applications.may_use_passwords(client)
        # Nothing is refreshed for nobody (RFC 6749 §4.4.3); the toolkit would.
        is_left_over = grant_type == "refresh_token" and scopes.acts_for_nobody(client)
        if is_left_over or not super().validate_grant_type(client_id, grant_type, client, request):
            registered = client.get_authorization_grant_type_display().lower()
            raise errors.UnauthorizedClientError(
                f"This application is registered for another grant: {registered}."
            )
        return True

    def validate_scopes(
        self, client_id: Any, asked: Any, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """:raises InvalidScopeError: see ``scopes.granted``; the request goes on with these."""
        try:
            request.scopes = scopes.granted(asked, client)
        except errors.InvalidScopeError as error:  # says nothing of where to tell it
            raise errors.InvalidScopeError(error.description, request=request) from error
        return True

    def validate_user(
        self, username: str, password: str, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """:raises TooManyAttempts: before the password is looked at."""
        if not applications.may_use_passwords(client):  # oauthlib would try the password first
            raise errors.UnauthorizedClientError(
                "Passwords are for confidential applications that are registered for them."
            )
        if len(username) > MAX_USERNAME or len(password) > MAX_PASSWORD:
            return False
        try:
            request.user = authenticate(self.http_request, username=username, password=password)
        except OtpRequired as refusal:
            raise errors.InvalidGrantError(
                "This account has a second factor, which this grant cannot ask for. "
                "Use the authorization code grant."
            ) from refusal
        if request.user is None:
            return False
        note_sign_in(request.user, now=timezone.now())
        return True


def assertion_of(request: Any) -> str:
    return dict(request.decoded_body or []).get("client_assertion", "")


def refusal_of_secret(application: Any) -> errors.InvalidClientError | None:
    """A secret that leaked must be of no use beside keys, which were registered to replace it."""
    if client_keys.of(application) is None:
        return None
    return errors.InvalidClientError("This application signs: authenticate with client_assertion.")
