from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed

from accounts import schemes
from accounts.addresses import client_address
from accounts.attempts import is_news
from accounts.clocks import is_from_future
from accounts.digests import digest
from accounts.events import get_logger
from accounts.statements import Slot, Statement
from accounts.tokens import expiry, keys, networks, scopes
from accounts.tokens.models import Token

if TYPE_CHECKING:
    from rest_framework.request import Request

    from accounts.people.models import User

logger = get_logger(__name__)

INVALID = _("Invalid token")
ELSEWHERE = _(
    "This token is not accepted from your address (%s). Use it from one of its networks, or "
    "make a token for the network that you are in."
)
TOUCH_EVERY = timedelta(minutes=5)


class ExpiringTokenAuthentication(authentication.TokenAuthentication):
    """
    ``Authorization: Token <key>``, refused once the token is too old.

    The row of a refused token stays: what an authenticator writes before it
    raises is rolled back under ATOMIC_REQUESTS. ``prune_tokens`` deletes it.
    """

    model = Token

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        self.request = request
        return super().authenticate(request)

    def authenticate_credentials(self, key: str) -> tuple[User, Token]:
        now = timezone.now()
        token = self._find(key, now=now)
        if token is None:
            is_elsewhere = not self.is_own(key)  # a key that is mistyped costs no query
            text = schemes.refusal_of(key, self.request, by=self) if is_elsewhere else INVALID
            raise AuthenticationFailed(text, "invalid_token")
        judge(token, is_active=token.user.is_active, now=now)
        address = client_address(self.request)
        judge_address(token, address)
        if is_to_be_noted(token, now=now):
            note(token.pk, now=now, address=address)
        return token.user, token

    def _find(self, key: str, *, now: datetime) -> Token | None:
        if not keys.is_plausible(key):
            return None
        checksum = digest(key)
        token: Token | None = _BY_KEY.first(digest=checksum)
        if token is None:
            token = _BY_OLD_KEY.first(digest=checksum, now=now)
            if token is not None:
                token.is_by_old_key = True
        return token

    def scopes_of(self, token: Token) -> set[str] | None:
        """Return how far ``token`` reaches; None where nothing bounds it."""
        named = scopes.split(token.scope)
        return None if named is None else set(named)

    def is_own(self, key: str) -> bool:
        """Tell whether ``key`` was meant for this scheme, by its look alone."""
        return key.startswith(keys.PREFIX)

    def authenticate_header(self, request: Request) -> str:
        """Name the other key schemes too: DRF asks only the first (RFC 9110 §11.6.1)."""
        schemes: Any = request.authenticators
        others = [
            scheme.authenticate_header(request)
            for scheme in schemes
            if getattr(scheme, "keyword", self.keyword) != self.keyword
        ]
        return ", ".join([self.keyword, *others])


def _by_key(**wanted: Any) -> QuerySet[Token, Token]:
    return Token.objects.order_by().select_related("user").filter(**wanted)


_DIGEST, _NOW = Slot("digest", CharField()), Slot("now", DateTimeField())
_BY_KEY = Statement(partial(_by_key, digest=_DIGEST))
_BY_OLD_KEY = Statement(partial(_by_key, old_digest=_DIGEST, old_key_ends_at__gt=_NOW))


def judge(token: Any, *, is_active: bool, now: datetime) -> None:
    """
    Judge a ``Token``, or a row with the same names; ``is_active`` is its user's.

    :raises AuthenticationFailed: when it lets nobody in at ``now``.
    """
    if not is_active:
        raise AuthenticationFailed(_("User inactive or deleted"), "user_inactive")
    if token.revoked_at or is_from_future(token.created, now=now):
        raise AuthenticationFailed(INVALID, "invalid_token")
    if expiry.is_expired(token, now=now):
        raise AuthenticationFailed(_("Token has expired"), "token_expired")
    if expiry.is_idle(token, now=now):
        raise AuthenticationFailed(_("Token has expired, as it was not used"), "token_expired")


def judge_address(token: Token, address: str | None) -> None:
    """
    Judge the client's ``address``: None where it cannot be read.

    The trail keeps one refusal of a token in some minutes, however many there are.

    :raises AuthenticationFailed: when ``token`` is bound to networks that it is not in.
    """
    if networks.allows(token.networks, address):
        return
    if is_news(f"token_network/{token.pk}"):
        logger.warning("token network refused", user=token.user, scheme="token", hint=token.hint)
    raise AuthenticationFailed(ELSEWHERE % (address or "?"), "token_network")


def is_to_be_noted(token: Any, *, now: datetime) -> bool:
    """
    Tell whether the use at ``now`` is written down: not for each request.

    A use of time to come is of a clock ahead. While it stood, an idle limit would be longer.
    """
    return token.last_used_at is None or abs(now - token.last_used_at) >= TOUCH_EVERY


def note(pk: int, *, now: datetime, address: str | None) -> None:
    """Write down the use of the token ``pk`` at ``now``; ``address`` is None where nobody knows."""
    Token.objects.filter(pk=pk).update(last_used_at=now, last_used_from=address)
