from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, QuerySet
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AccessToken
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, ParseError
from rest_framework.request import Request

from accounts import schemes
from accounts.clocks import is_from_future
from accounts.digests import digest
from accounts.oauth.conf import conf
from accounts.oauth.issuer import issuer, url_of
from accounts.statements import Slot, Statement


class BearerAuthentication(BaseAuthentication):
    """
    ``Authorization: Bearer <access token>``, and nowhere else (RFC 6750 §2.1).

    A token of an application that acts for nobody (client credentials) comes
    with an ``AnonymousUser``; ``request.auth`` is the ``AccessToken``.
    """

    keyword = "Bearer"

    def authenticate(self, request: Request) -> Any:
        words = self.sent(request)
        if words is None:
            return None
        try:
            token = self._find(words, request)
        except AuthenticationFailed as refusal:
            request.token_refusal = self.keyword, refusal  # type: ignore[attr-defined]  # our own mark
            raise
        return token.user or AnonymousUser(), token

    def sent(self, request: Request) -> list[bytes] | None:
        """Return what came as the token, one word if all is well; None where nothing did."""
        words = get_authorization_header(request).split()
        return words[1:] if words and words[0].lower() == b"bearer" else None

    def _find(self, words: list[bytes], request: Request) -> AccessToken:
        now = timezone.now()
        token = None
        if len(words) == 1:
            token = _BY_CHECKSUM.first(checksum=digest(words[0].decode("latin-1")))
        if token is None:
            key = b" ".join(words).decode("latin-1")
            raise _refusal(schemes.refusal_of(key, request, by=self))
        judge(token, is_active=token.user is None or token.user.is_active, now=now)
        audiences = [urljoin(issuer(request), request.path), *conf.RESOURCES]
        if not any(map(token.allows_audience, audiences)):
            raise _refusal(_("Invalid token"))  # RFC 8707: made for another API
        self.check_key(token, words[0].decode("latin-1"), request)
        return token

    def check_key(self, token: AccessToken, raw: str, request: Request) -> None:
        """:raises AuthenticationFailed: a token that is bound to a key is no bearer token."""
        if key_of_token(token):
            raise _refusal("This access token is bound to a key. Send it as DPoP, with a proof.")

    def authenticate_header(self, request: Request) -> str:
        """Challenge, and tell where a client finds out how to get a token (RFC 9728 §5.1)."""
        parts = ['realm="api"', *self.reasons("Bearer", request)]
        with suppress(NoReverseMatch):  # a project that mounts no authorization server
            parts.append(f'resource_metadata="{url_of("protected-resource", request)}"')
        return "Bearer " + ", ".join(parts)

    def reasons(self, keyword: str, request: Request) -> list[str]:
        """Tell why this request was refused, if it came by ``keyword``."""
        refused, refusal = getattr(request, "token_refusal", ("", None))
        if refusal is None or refused != keyword:
            return []
        return [f'error="{refusal.get_codes()}"', f'error_description="{refusal.detail}"']

    def is_own(self, key: str) -> bool:
        """Tell whether ``key`` was meant for this scheme: an access token, or what looks a JWT."""
        if key.startswith("eyJ") and key.count(".") == 2:
            return True
        return AccessToken.objects.filter(token_checksum=digest(key)).exists()

    def scopes_of(self, token: AccessToken) -> set[str]:
        """Return how far ``token`` reaches; ``accounts.permissions`` asks."""
        return set(token.scope.split())


def _by_checksum() -> QuerySet[AccessToken, AccessToken]:
    tokens = AccessToken.objects.order_by().select_related("user", "key")
    return tokens.filter(token_checksum=Slot("checksum", CharField()))


_BY_CHECKSUM = Statement(_by_checksum)


class FormBearerAuthentication(BearerAuthentication):
    """
    ``access_token`` in the body of a form as well (RFC 6750 §2.2), for ``/auth/userinfo`` alone.

    OpenID Connect Core §5.3.1 asks for it there. Elsewhere tokens stay out of bodies,
    which end up in logs and error reports more often than headers.
    """

    def sent(self, request: Request) -> list[bytes] | None:
        in_header = super().sent(request)
        is_form = request.content_type.partition(";")[0] == "application/x-www-form-urlencoded"
        if request.method != "POST" or not is_form or "access_token" not in request.POST:
            return in_header
        if in_header is not None:
            raise ParseError(_("The access token came in the header and in the body."))
        return [text.encode() for text in request.POST.getlist("access_token")]


def judge(token: Any, *, is_active: bool, now: datetime) -> None:
    """
    Judge an ``AccessToken``, or a row with the same names; ``is_active`` is its user's, if any.

    :raises AuthenticationFailed: when it lets nobody in at ``now``.
    """
    if is_from_future(token.created, now=now):
        raise _refusal(_("Invalid token"))
    if not is_active:
        raise _refusal(_("User inactive or deleted"))
    if now >= token.expires:
        raise _refusal(_("Token has expired"))


def key_of_token(token: AccessToken) -> str | None:
    """Return the key that ``token`` is bound to (RFC 9449)."""
    key = getattr(token, "key", None)
    return key and key.thumbprint


def _refusal(detail: Any) -> AuthenticationFailed:
    return AuthenticationFailed(detail, "invalid_token")
