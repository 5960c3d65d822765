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


def is_expired(token: Token, *, now: datetime) -> bool:
    """Tell whether ``token`` is refused at ``now``; the bound is exclusive."""
    return now >= ends_at(token)
