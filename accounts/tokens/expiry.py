"""How long a token lasts: plain functions that are told the time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from accounts.conf import conf

if TYPE_CHECKING:
    from accounts.tokens.models import Token


def ends_at(token: Token) -> datetime:
    """Return the earlier of ``created`` + TOKEN_EXPIRE_TIME and the token's own ``expires_at``."""
    latest = token.created + timedelta(seconds=conf.TOKEN_EXPIRE_TIME)
    return min(latest, token.expires_at) if token.expires_at else latest


def is_idle(token: Token, *, now: datetime) -> bool:
    """
    Tell whether ``token`` has an idle limit and was not used for so long; the bound is exclusive.

    A use counts that is written down: ``last_used_at`` is up to five minutes behind.
    """
    if token.idle_days is None:
        return False
    return now >= (token.last_used_at or token.created) + timedelta(days=token.idle_days)


def is_expired(token: Token, *, now: datetime) -> bool:
    """Tell whether ``token`` is refused at ``now``; the bound is exclusive."""
    return now >= ends_at(token)
