"""
The decisions of the authorization server, where they differ from django-oauth-toolkit's.

The toolkit validates first and writes later, without a lock between, and asks
nobody whether the user is still active. Here what a request spends (a code, a
refresh token) is claimed in the transaction that issues the new tokens.
"""

import json
import uuid
from typing import Any

import structlog
from django.contrib.auth import authenticate
from django.contrib.auth.models import update_last_login
from django.db import transaction
from django.utils import timezone
from oauth2_provider.models import Grant, RefreshToken
from oauthlib.oauth2.rfc6749 import errors

from accounts import ends
from accounts.clocks import is_from_future
from accounts.oauth import applications, attempts, pkce, scopes
from accounts.oauth.families import (
    end_family,
    end_of_family,
    family_of,
    is_of_another,
    keep_scope,
    scope_of,
)
from accounts.oauth.models import Consent
from accounts.oauth.openid import OpenIDConnect
from accounts.passwords.validators import MAX_PASSWORD, MAX_USERNAME
from accounts.sessions.opening import signed_in_at

logger = structlog.get_logger(__name__)


class Replayed(errors.InvalidGrantError):
    """A code or a refresh token came a second time: somebody else may have the first."""

    def __init__(self, family: uuid.UUID | None) -> None:
        super().__init__("This was used before. The tokens issued for it are revoked.")
        self.family = family


class Validator(OpenIDConnect):
    # The client ---------------------------------------------------------------

    def _extract_basic_auth(self, request: Any) -> None:
        return None  # parameters.read has made client_id and client_secret of it

    def _load_application(self, client_id: Any, request: Any) -> Any:
        """Note on the request whose it is, for the log: what it says may be a secret."""
        application = super()._load_application(client_id, request)
        self.http_request.known_client_id = application and application.client_id
        return application

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """:raises TooManyAttempts: a secret is guessed at, as passwords are."""
        guess = attempts.secret_guess(self.http_request, request.client_id or "")
        with guess.counting():
            is_known = super().authenticate_client(request, *args, **kwargs)
        if is_known:
            guess.give_back()
            self.http_request.authenticated_client = request.client
            return True
        logger.warning("client refused", client_id=self.http_request.known_client_id)
        if not request.client_secret:
            raise errors.InvalidClientError("Send client_id and client_secret, or Basic.")
        if applications.is_hash(request.client_secret):
            raise errors.InvalidClientError(
                "That is the hash which the database holds, not the secret. If the secret "
                "is lost, have a new one made."
            )
        return False

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
            return may_use_passwords(client)
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

    # The person ---------------------------------------------------------------

    def validate_user(
        self, username: str, password: str, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """:raises TooManyAttempts: before the password is looked at."""
        if not may_use_passwords(client):  # oauthlib would try the password first
            raise errors.UnauthorizedClientError(
                "Passwords are for confidential applications that are registered for them."
            )
        if len(username) > MAX_USERNAME or len(password) > MAX_PASSWORD:
            return False
        request.user = authenticate(self.http_request, username=username, password=password)
        if request.user is None:
            return False
        update_last_login(None, request.user)
        return True

    # The code -----------------------------------------------------------------

    def save_authorization_code(
        self, client_id: Any, code: str, request: Any, *args: Any, **kwargs: Any
    ) -> None:
        # The column is for the parameter ``claims``, of which nothing is answered here.
        at = signed_in_at(self.http_request)
        request.claims = {"auth_time": int(at.timestamp())} if at else {}
        if not self.http_request.GET.get("redirect_uri"):
            request.claims["is_default_redirect_uri"] = True
        try:
            with transaction.atomic():
                ends.lock(request.user)
                super().save_authorization_code(client_id, code, request)
        except ends.AccessEnded as error:
            raise errors.AccessDeniedError("Access of this user has ended.") from error

    def validate_code(
        self, client_id: Any, code: str, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        grant = Grant.objects.select_related("user").filter(code=code, application=client).first()
        if grant is None:
            end_family(family_of(code), reason="code replayed")
            raise errors.InvalidGrantError("This client has no such code, or used it before.")
        if grant.is_expired() or is_from_future(grant.created, now=timezone.now()):
            raise errors.InvalidGrantError("The code has expired.")
        allowed = {"user": grant.user, "application": client, "scopes": grant.scope.split()}
        if not Consent.objects.covers(**allowed):
            raise errors.InvalidGrantError("The application was changed. Ask the person again.")
        # Kept: a parallel request may delete the row before the next question about it.
        request.grant = grant
        request.user = grant.user
        request.scopes = scopes.still_possible(grant.scope.split(), client)
        request.nonce = grant.nonce or None
        request.claims = json.loads(grant.claims or "{}")
        return True

    def get_code_challenge(self, code: str, request: Any) -> Any:
        # oauthlib compares once more; it neither looks at the form nor says what is wrong.
        pkce.check_verifier(request.code_verifier, request.grant.code_challenge)
        return request.grant.code_challenge or None

    def get_code_challenge_method(self, code: str, request: Any) -> Any:
        return request.grant.code_challenge_method or None

    def get_default_redirect_uri(
        self, client_id: Any, request: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """:raises InvalidRequestError: where RFC 6749 §4.1.3 wants to read it once more."""
        grant = getattr(request, "grant", None)  # at the token endpoint
        if grant is None:
            uri = super().get_default_redirect_uri(client_id, request)
            return uri if applications.is_redirect_uri_of(request.client, uri) else None
        if not request.claims.get("is_default_redirect_uri"):
            raise errors.InvalidRequestError(
                "Repeat the redirect_uri of the authorization request."
            )
        return grant.redirect_uri

    def confirm_redirect_uri(
        self, client_id: Any, code: str, redirect_uri: Any, client: Any, request: Any, **kwargs: Any
    ) -> bool:
        if not request.grant.redirect_uri_allowed(redirect_uri):
            raise errors.InvalidGrantError("redirect_uri is not the one that got the code.")
        return True

    def invalidate_authorization_code(
        self, client_id: Any, code: str, request: Any, *args: Any, **kwargs: Any
    ) -> None:
        pass  # _save_bearer_token did, in the transaction of the tokens

    # The refresh token --------------------------------------------------------

    def validate_refresh_token(
        self, refresh_token: Any, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        if super().validate_refresh_token(refresh_token, client, request):
            now, row = timezone.now(), request.refresh_token_instance
            ends_at = end_of_family(row.token_family)
            stands = Consent.objects.stands(user=row.user, application=client)
            if not is_from_future(row.created, now=now) and now < ends_at and stands:
                return True
        raise errors.InvalidGrantError(
            "This client has no such refresh token, or it was used, revoked or has expired."
        )

    def get_original_scopes(
        self, refresh_token: Any, request: Any, *args: Any, **kwargs: Any
    ) -> Any:
        request.granted_scope = scope_of(request.refresh_token_instance)
        return scopes.still_possible(request.granted_scope.split(), request.client)

    def is_within_original_scope(
        self, request_scopes: Any, refresh_token: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """:raises InvalidScopeError: when more is asked for; what is unknown is ignored."""
        has = scopes.still_possible(request.granted_scope.split(), request.client)
        request.scopes = scopes.narrowed(request_scopes, has)
        return True

    def revoke_token(
        self, token: Any, token_type_hint: Any, request: Any, *args: Any, **kwargs: Any
    ) -> None:
        """:raises InvalidGrantError: where the toolkit would say 200, and the token live on."""
        if is_of_another(token, request.client):
            # RFC 7009 §2.1 leaves the code open; RFC 6749 §5.2 has one for just this.
            raise errors.InvalidGrantError("The token was issued to another client.")
        super().revoke_token(token, token_type_hint, request)
        logger.info("revocation asked for", client_id=request.client.client_id)

    # Issuing -----------------------------------------------------------

    def save_bearer_token(self, token: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        try:
            super().save_bearer_token(token, request)
        except Replayed as replay:  # after the rollback, so that this is not rolled back
            end_family(replay.family, reason=f"{request.grant_type} replayed")
            raise
        logger.info(
            "access token issued",
            grant=request.grant_type,
            client_id=request.client.client_id,
            user=request.user and request.user.get_username(),
        )

    def _save_bearer_token(self, token: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        """Runs in a transaction. Of parallel requests, one gets past the claim."""
        if request.user and request.user.pk:
            _lock(request.user)
        if request.grant_type == "authorization_code":
            if not _claim(Grant.objects.filter(pk=request.grant.pk)):
                raise Replayed(family_of(request.code))
        elif request.grant_type == "refresh_token":
            row = request.refresh_token_instance
            if not _claim(RefreshToken.objects.filter(pk=row.pk, revoked=None)):
                raise Replayed(row.token_family)
        super()._save_bearer_token(token, request)
        if request.grant_type == "authorization_code":
            request.grant.delete()

    def _create_refresh_token(
        self, request: Any, refresh_token_code: Any, access_token: Any, previous: Any
    ) -> Any:
        if previous is None and request.grant_type == "authorization_code":
            previous = RefreshToken(token_family=family_of(request.code))
        row = super()._create_refresh_token(request, refresh_token_code, access_token, previous)
        if request.grant_type == "refresh_token":
            keep_scope(row, request.granted_scope)
        return row


def may_use_passwords(application: Any) -> bool:
    """Confidential, and registered with that grant and no other."""
    return (
        application.client_type == application.CLIENT_CONFIDENTIAL
        and application.authorization_grant_type == application.GRANT_PASSWORD
    )


def _claim(rows: Any) -> bool:
    """Lock the one of ``rows``; a parallel request waits here, and then finds none."""
    return bool(rows.select_for_update().first())


def _lock(user: Any) -> None:
    """:raises InvalidGrantError: when access of ``user`` ended since they were looked at."""
    try:
        ends.lock(user)
    except ends.AccessEnded as error:
        raise errors.InvalidGrantError("Access of this user has ended.") from error
