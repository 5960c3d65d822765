"""
The schemes: how the credentials of a request become ``request.user``.

A scheme answers None where the request carries none of its credentials, and
raises where it carries bad ones: a bad token is never an anonymous caller.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from accounts import tokens
from accounts.models import Token

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
        if token.revoked_at or tokens.is_from_future(token, now=now):
            raise AuthenticationFailed(_("Invalid token"), "invalid_token")
        if tokens.is_expired(token, now=now):
            raise AuthenticationFailed(_("Token has expired"), "token_expired")
        if token.last_used_at is None or now - token.last_used_at >= TOUCH_EVERY:
            Token.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def _find(self, key: str) -> Token | None:
        if not tokens.is_plausible(key):
            return None
        return Token.objects.select_related("user").filter(digest=tokens.digest(key)).first()

    def authenticate_header(self, request):
        """Name the other key schemes too: DRF asks only the first (RFC 9110 §11.6.1)."""
        others = [
            scheme.authenticate_header(request)
            for scheme in request.authenticators
            if hasattr(scheme, "keyword") and scheme.keyword != self.keyword
        ]
        return ", ".join([self.keyword, *others])


class SessionAuthentication(authentication.SessionAuthentication):
    """The site's own cookie, with a CSRF token on every unsafe method."""

    def enforce_csrf(self, request):
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise PermissionDenied(str(error.detail), "csrf_failed") from error
