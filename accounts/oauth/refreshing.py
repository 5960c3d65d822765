"""Rules for refreshing and revoking, where they differ from the toolkit's."""

from typing import Any

from django.utils import timezone
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.oauth2.rfc6749 import errors

from accounts.clocks import is_from_future
from accounts.events import get_logger
from accounts.oauth import scopes
from accounts.oauth.families import end_of_family, is_of_another, owner_of, scope_of
from accounts.oauth.models import Consent

logger = get_logger(__name__)


class RefreshRules(OAuth2Validator):
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
        owner = owner_of(token)
        super().revoke_token(token, token_type_hint, request)
        logger.info("revocation asked for", user=owner, client_id=request.client.client_id)
