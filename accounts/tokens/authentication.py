from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed

from accounts.clocks import is_from_future
from accounts.digests import digest
from accounts.tokens import expiry, keys
from accounts.tokens.models import Token

TOUCH_EVERY = timedelta(minutes=5)


class ExpiringTokenAuthentication(authentication.TokenAuthentication):
    """
    ``Authorization: Token <key>``, refused once the token is too old.

    The row of a refused token stays: what an authenticator writes before it
    raises is rolled back under ATOMIC_REQUESTS. ``prune_tokens`` deletes it.
    """

    model = Token

    def authenticate_credentials(self, key):
        now = timezone.now()
        token = self._find(key)
        if token is None:
            raise AuthenticationFailed(_("Invalid token"), "invalid_token")
        if not token.user.is_active:
            raise AuthenticationFailed(_("User inactive or deleted"), "user_inactive")
        if token.revoked_at or is_from_future(token.created, now=now):
            raise AuthenticationFailed(_("Invalid token"), "invalid_token")
        if expiry.is_expired(token, now=now):
            raise AuthenticationFailed(_("Token has expired"), "token_expired")
        if token.last_used_at is None or now - token.last_used_at >= TOUCH_EVERY:
            Token.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def _find(self, key: str) -> Token | None:
        if not keys.is_plausible(key):
            return None
        return Token.objects.select_related("user").filter(digest=digest(key)).first()

    def authenticate_header(self, request):
        """Name the other key schemes too: DRF asks only the first (RFC 9110 §11.6.1)."""
        others = [
            scheme.authenticate_header(request)
            for scheme in request.authenticators
            if hasattr(scheme, "keyword") and scheme.keyword != self.keyword
        ]
        return ", ".join([self.keyword, *others])
