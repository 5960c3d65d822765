"""Rules for authorization codes, where they differ from the toolkit's."""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone
from oauth2_provider.models import Grant
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.oauth2.rfc6749 import errors

from accounts import ends
from accounts.clocks import is_from_future
from accounts.oauth import applications, levels, pkce, scopes
from accounts.oauth.conf import conf
from accounts.oauth.families import end_family, family_of, made_in
from accounts.oauth.models import Consent


class CodeRules(OAuth2Validator):
    def save_authorization_code(
        self, client_id: Any, code: Any, request: Any, *args: Any, **kwargs: Any
    ) -> None:
        # The column is for the parameter ``claims``, which scopes have answered by now.
        request.claims = levels.of_session(self.http_request)
        key = self.http_request.GET.get("dpop_jkt")  # RFC 9449 §10
        if key and conf.DPOP != "off":
            request.claims["dpop_jkt"] = key
        if not self.http_request.GET.get("redirect_uri"):
            request.claims["is_default_redirect_uri"] = True
        try:
            with transaction.atomic():
                made_in(self.http_request, family_of(code["code"]))
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
        allowed = {"scopes": grant.scope.split(), "resources": grant.resource}
        if not Consent.objects.covers(user=grant.user, application=client, **allowed):
            raise errors.InvalidGrantError("The application was changed. Ask the person again.")
        # Kept: a parallel request may delete the row before the next question about it.
        request.grant = grant
        request.user = grant.user
        request.scopes = scopes.still_possible(grant.scope.split(), client)
        request.nonce = grant.nonce or None
        request.claims = json.loads(grant.claims or "{}")
        return True

    def is_pkce_required(self, client_id: Any, request: Any) -> bool:
        grant = grant_of(request)
        if grant is None and request.code_challenge:
            return True
        scopes = grant.scope if grant else request.scope or ""
        return not pkce.may_be_left_out(request.client, scopes.split())

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
        grant = grant_of(request)
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
        pass  # Validator._save_bearer_token did, in the transaction of the tokens


def grant_of(request: Any) -> Any:
    """Return the row of the code, at the token endpoint; getattr would look into the URL too."""
    return vars(request).get("grant")
