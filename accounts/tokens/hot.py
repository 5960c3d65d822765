"""
The token of a request that is answered in one statement, together with what it asks for.

``authentication`` is the usual way, and has the rules. Here is the row that they judge.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, NamedTuple

from django.db.models import QuerySet
from rest_framework.exceptions import AuthenticationFailed

from accounts.tokens import authentication
from accounts.tokens.authentication import judge
from accounts.tokens.models import Token

COLUMNS = (
    "id",
    "user_id",
    "user__is_active",
    "revoked_at",
    "created",
    "expires_at",
    "last_used_at",
    "scope",
)


class Found(NamedTuple):
    """The columns, and what was asked for; named as ``authentication.judge`` reads them."""

    id: int
    user_id: int
    is_active: bool
    revoked_at: datetime | None
    created: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    scope: str
    answer: Any
    idle_days: int | None = None  # as of all that ``rows`` finds

    @property
    def scopes(self) -> list[str] | None:
        """How far it reaches; None where nothing bounds it."""
        return self.scope.split() or None


def rows(digest: Any, answer: Any) -> QuerySet[Token, Any]:
    """
    Find the token of ``digest`` and, beside it, ``answer``: an expression over tokens.

    One with networks or an idle limit is not found here, and none by its old key: the usual
    way judges them.
    """
    found = Token.objects.order_by().filter(digest=digest)
    unbound = found.filter(networks__isnull=True, idle_days__isnull=True)
    return unbound.values_list(*COLUMNS, answer)


def key_of(environ: dict[str, Any]) -> str | None:
    """Return the key in an ``Authorization`` header of the usual form, else None."""
    keyword, _, key = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    is_usual = keyword.lower() == "token" and key.isascii() and key.replace("_", "").isalnum()
    return key if is_usual and "HTTP_COOKIE" not in environ else None


def judged(row: list[Any] | None, *, now: datetime) -> Found | None:
    """Return what ``rows`` found, or None where the usual way has more to say."""
    if row is None:
        return None
    token = Found(*row)
    try:
        judge(token, is_active=token.is_active, now=now)
    except AuthenticationFailed:
        return None
    return token


def note(token: Found, *, now: datetime, address: str | None) -> Literal[True]:
    """Write the use at ``now`` down, as the usual way does."""
    authentication.note(token.id, now=now, address=address)
    return True
