"""
Rules for a new key of a token that stays the same: its id, name, scopes, networks and parent.

The new key goes no further and, unless its owner moves the end, lasts no longer than the old one,
which goes on for an overlap. All that the token made stays, so a key that leaked is no case for
this: revoke its token.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.ends import AccessEnded
from accounts.events import get_logger
from accounts.tokens.issuing import lock_with
from accounts.tokens.models import Token

logger = get_logger(__name__)

MAX_OVERLAP = timedelta(days=7)


@transaction.atomic
def rotate(
    token: Token,
    *,
    now: datetime,
    overlap: timedelta,
    maker: Token | None = None,
    made_in: str = "",
) -> Token:
    """
    Return ``token`` with a new ``key``; the one before goes on for ``overlap``.

    It goes on no longer than the token would have, and a key that was replaced still earlier
    ends now. ``maker`` is the token that asks. The token ends when somebody ends the session
    that asks (``made_in``).

    :raises AccessEnded: when the token, what asks or the access of its person ended meanwhile.
    """
    lock_with(token.user, maker, made_in=made_in, now=now)
    current = Token.objects.live(now=now).select_related("user").filter(pk=token.pk).first()
    if current is None:
        raise AccessEnded
    before = current.hint
    current.old_digest = current.digest  # known, though it may let nobody in
    current.old_key_ends_at = min(now + overlap, current.ends_at) if overlap else None
    current.made_in = made_in or current.made_in
    current.new_key()
    current.save(update_fields=["digest", "hint", "old_digest", "old_key_ends_at", "made_in"])
    about = {"hint": current.hint, "what": f"was {before}"}
    logger.info("token rotated", user=current.user, scheme="token", **about)
    return current


def renew(token: Token, *, now: datetime, expires_at: datetime | None = None) -> None:
    """Let ``token``, which has a new key, last from ``now``, as long as a new one could."""
    token.created, token.expires_at, token.reminded_at = now, expires_at, None
    token.save(update_fields=["created", "expires_at", "reminded_at"])
