"""
Mails that remind people of tokens that end soon: one mail a person, once a token.

Nobody but the owner knows which script stops then. Tokens are left out that their owners did not
name, and those that never last longer than the time before which people are reminded.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q

from accounts import mail
from accounts.conf import conf
from accounts.tokens.issuing import SIGN_IN
from accounts.tokens.models import Token, TokenQuerySet
from accounts.tokens.signals import INITIAL

if TYPE_CHECKING:
    from accounts.people.models import User

BEFORE = timedelta(days=7)


def due(*, now: datetime) -> TokenQuerySet:
    """Return the tokens that end within ``BEFORE``, of which no mail was sent yet."""
    if timedelta(seconds=conf.TOKEN_EXPIRE_TIME) <= BEFORE:
        return Token.objects.none()
    soon = now + BEFORE
    oldest = soon - timedelta(seconds=conf.TOKEN_EXPIRE_TIME)
    named = Token.objects.live(now=now).exclude(name__in=["", INITIAL, SIGN_IN])
    return named.filter(
        Q(expires_at__lte=soon) | Q(created__lte=oldest),
        Q(expires_at=None) | Q(expires_at__gt=F("created") + BEFORE),
        reminded_at=None,
        user__is_active=True,
        user__email_verified_at__isnull=False,
    ).exclude(user__email="")


def remind(user: User, *, now: datetime) -> bool | None:
    """
    Mail ``user`` of all of theirs that are ``due``; None if none is.

    Two processes do not send the same. A mail that cannot be sent is tried by the next call.
    """
    claimed = [token for token in due(now=now).filter(user=user) if _claim(token, now=now)]
    if not claimed:
        return None
    context = {
        "user": user,
        "tokens": sorted(claimed, key=lambda token: token.ends_at),
        "url": mail.link(None, "accounts:credentials"),
    }
    is_sent = mail.send("tokens_end", context, to=user.email).result()
    if not is_sent:
        Token.objects.filter(pk__in=[token.pk for token in claimed]).update(reminded_at=None)
    return is_sent


def _claim(token: Token, *, now: datetime) -> bool:
    return bool(Token.objects.filter(pk=token.pk, reminded_at=None).update(reminded_at=now))
