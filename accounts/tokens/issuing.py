"""
Rules for a new token: its owner, its scopes and its end.

A token that is earned with a password cannot slip through while the password
changes, and a child cannot be made while its parent is revoked: see ``ends.lock``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import BigIntegerField, Count, DateTimeField, QuerySet
from django.utils.translation import gettext as _

from accounts.conf import conf
from accounts.ends import AccessEnded, lock
from accounts.events import get_logger
from accounts.people import notices
from accounts.people.last_login import lock_and_note_sign_in
from accounts.sessions.models import Session
from accounts.statements import Slot, Statement
from accounts.tokens.models import Token, bounds_of_live
from accounts.tokens.networks import outside

if TYPE_CHECKING:
    from accounts.people.models import User

logger = get_logger(__name__)

#: The name of tokens that ``get_auth_token`` makes. They make room for each other.
SIGN_IN = "get_auth_token"


class TooManyTokens(Exception):
    def __str__(self) -> str:
        return _(
            "You have %d live tokens, and nobody can have more. "
            "Revoke one that you no longer need, then try again."
        ) % (conf.MAX_TOKENS)


class WiderThanParent(Exception):
    """A token cannot give what it does not have: ``missing``, which ``member`` asks for."""

    def __init__(self, member: str, missing: Iterable[str]) -> None:
        self.member = member
        super().__init__(f"The token that makes this one lacks {', '.join(missing)}.")


@transaction.atomic
def issue(
    user: User,
    *,
    now: datetime,
    name: str,
    scope: str = "",
    networks: list[str] | None = None,
    idle_days: int | None = None,
    expires_at: datetime | None = None,
    parent: Token | None = None,
    made_in: str = "",
) -> Token:
    """
    Return a new token of ``user``; its ``key`` can be read on this instance alone.

    A token that a token made (``parent``) reaches no further, lives no longer and
    ends with it. One that a session made (``made_in``, its ``session_key``) ends if
    somebody ends that session, but not when its browser signs out.

    :raises TooManyTokens: when ``user`` has ``conf.MAX_TOKENS`` live ones.
    :raises AccessEnded: when one of them ended, or the password changed, meanwhile.
    :raises WiderThanParent: when ``scope`` or ``networks`` name what ``parent`` lacks.
    """
    lock_with(user, parent, made_in=made_in, now=now)
    require_room(user, now=now)
    if parent is not None:
        scope = _within(parent, scope)
        networks = _networks_within(parent, networks)
        idle_days = min(filter(None, [idle_days, parent.idle_days]), default=None)
        expires_at = min(filter(None, [expires_at, parent.ends_at]))
    token = Token.objects.create(
        user=user,
        name=name,
        scope=scope,
        networks=networks,
        idle_days=idle_days,
        expires_at=expires_at,
        created=now,
        parent=parent,
        made_in=made_in,
    )
    notices.tell(user, "token made")
    return token


@transaction.atomic
def issue_at_sign_in(user: User, *, now: datetime, scope: str = "") -> Token:
    """
    Return the token that ``get_auth_token`` gives for a right password.

    A script that signs in each time it runs must not lock itself out: once
    there are ``conf.MAX_TOKENS``, the oldest token of this kind makes room. If a
    person has named all of theirs, one more is made.

    :raises AccessEnded: when the password changed, or ``user`` was deactivated, meanwhile.
    """
    lock_and_note_sign_in(user, now=now)
    if not has_room(user, now=now):
        oldest = _OLDEST_OF_SIGN_INS.first(using=None, user=user.pk, **bounds_of_live(now))
        if oldest is not None:
            oldest.user = user
            logger.warning("token makes room", user=user, hint=oldest.hint)
            oldest.revoke_in_turn(now=now)
    return Token.objects.create(user=user, name=SIGN_IN, scope=scope, created=now)


def require_room(user: User, *, now: datetime) -> None:
    """:raises TooManyTokens: when ``user`` has as many live tokens as a person can have."""
    if not has_room(user, now=now):
        raise TooManyTokens


def has_room(user: User, *, now: datetime) -> bool:
    """Tell whether ``user`` has fewer than ``conf.MAX_TOKENS`` live tokens."""
    live: int = _NUMBER_OF_LIVE.value(user=user.pk, **bounds_of_live(now)) or 0
    return live < conf.MAX_TOKENS


def _live() -> QuerySet[Token, Token]:
    moment = DateTimeField()
    bounds = {name: Slot(name, moment) for name in ("now", "oldest", "newest")}
    live = Token.objects.live_between(**bounds)
    return live.filter(user_id=Slot("user", BigIntegerField())).order_by()


def _number_of_live() -> QuerySet[Token, Any]:
    return _live().values("user_id").annotate(number=Count("*")).values_list("number")


def _oldest_of_sign_ins() -> QuerySet[Token, Token]:
    return _live().filter(name=SIGN_IN).order_by("created", "id")[:1]


_NUMBER_OF_LIVE = Statement(_number_of_live)
_OLDEST_OF_SIGN_INS = Statement(_oldest_of_sign_ins)


def lock_with(user: User, maker: Token | None, *, now: datetime, made_in: str = "") -> None:
    """
    ``ends.lock`` for what asks for a key as well: a token, with its key, or a session.

    :raises AccessEnded: when one of them ended, or the key was replaced, meanwhile.
    """
    lock(user)
    if made_in and not Session.objects.filter(pk=made_in, user=user).exists():
        raise AccessEnded
    if maker is None:
        return
    same = Token.objects.live(now=now).filter(pk=maker.pk, digest=maker.digest)
    if not same.exists():
        raise AccessEnded


def _within(parent: Token, scope: str) -> str:
    """:raises WiderThanParent: see ``issue``."""
    if not parent.scope:
        return scope
    missing = set(scope.split()) - set(parent.scope.split())
    if missing:
        raise WiderThanParent("scopes", sorted(missing))
    return scope or parent.scope


def _networks_within(parent: Token, networks: list[str] | None) -> list[str] | None:
    """:raises WiderThanParent: see ``issue``."""
    if parent.networks is None or networks is None:
        return networks or parent.networks
    if missing := outside(networks, parent.networks):
        raise WiderThanParent("networks", missing)
    return networks
