"""
Where access ends. Nothing else revokes anything.

Deactivating a user, changing or resetting a password and "sign out everywhere"
all come here, so what is added later (another scheme) is ended by all of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction

if TYPE_CHECKING:
    from accounts.models import Session, Token, User

logger = structlog.get_logger(__name__)


@transaction.atomic
def end_access(user: User, *, now: datetime) -> dict[str, int]:
    """
    End every session, token and OAuth2 grant of ``user``; tell how many of each.

    Tokens stay as rows until ``prune_tokens``, so that their holder is told
    whether the token or the user is the trouble.
    """
    ended = {
        "sessions": user.sessions.all().delete()[0],
        "tokens": user.tokens.filter(revoked_at=None).update(revoked_at=now),
        **end_oauth_access(now=now, user=user),
    }
    logger.info("access ended", user=user.get_username(), **ended)
    return ended


@transaction.atomic
def end_oauth_access(*, now: datetime, **whose: Any) -> dict[str, int]:
    """
    End all that OAuth2 applications were given; ``whose``: ``user``, ``application`` or both.

    Spent and revoked refresh tokens stay, so that their replay is seen.
    """
    from oauth2_provider.models import AccessToken, Grant, IDToken, RefreshToken

    ended = {
        "codes": Grant.objects.filter(**whose).delete()[0],
        "refresh_tokens": RefreshToken.objects.filter(revoked=None, **whose).update(revoked=now),
        "access_tokens": AccessToken.objects.filter(**whose).delete()[0],
        "id_tokens": IDToken.objects.filter(**whose).delete()[0],
    }
    logger.info("access of applications ended", whose=str(whose), **ended)
    return ended


def revoke_token(token: Token, *, now: datetime) -> None:
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    logger.info("token revoked", user=token.user.get_username(), scheme="token", hint=token.hint)


def end_session(session: Session) -> None:
    session.delete()
    user = session.user.get_username() if session.user else None
    logger.info("session ended", user=user, scheme="session")
