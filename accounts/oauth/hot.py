"""
The access token of a request that is answered in one statement, as ``accounts.tokens.hot`` has it.

``authentication`` is the usual way, and has the rules.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from oauth2_provider.models import AccessToken
from rest_framework.exceptions import AuthenticationFailed

from accounts.oauth.authentication import judge

COLUMNS = ("user_id", "user__is_active", "created", "expires", "scope", "resource")


class Found(NamedTuple):
    """The columns, and what was asked for; named as ``authentication.judge`` reads them."""

    user_id: int
    is_active: bool
    created: datetime
    expires: datetime
    scope: str
    resource: list[str]
    answer: Any

    @property
    def scopes(self) -> list[str]:
        return self.scope.split()


def rows(digest: Any, answer: Any) -> QuerySet[AccessToken, Any]:
    """
    Find the token of ``digest`` and, beside it, ``answer``: an expression over access tokens.

    One of an application that acts for nobody is not found here, and none that is bound to a
    key: the usual way judges them.
    """
    found = AccessToken.objects.order_by().filter(token_checksum=digest)
    unbound = found.filter(user__isnull=False, key__isnull=True)
    return unbound.values_list(*COLUMNS, answer)


def key_of(environ: dict[str, Any]) -> str | None:
    """Return the token in an ``Authorization`` header of the usual form, else None."""
    keyword, _, key = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    is_usual = keyword.lower() == "bearer" and key.isascii() and key.isalnum()
    return key if is_usual and "HTTP_COOKIE" not in environ else None


def judged(row: list[Any] | None, *, now: datetime) -> Found | None:
    """Return what ``rows`` found, or None where the usual way has more to say."""
    token = row and Found(*row)
    if not token or token.resource:
        return None
    try:
        judge(token, is_active=token.is_active, now=now)
    except AuthenticationFailed:
        return None
    return token
