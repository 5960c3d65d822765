"""
Which event ends which credential: the one table, and the two rules that carry it out.

Access that was proved by an old password, or gained through a stolen session or token, ends
with it. Rows in the database are ended by ``credentials.end_access``. Links in mails and
cookies have no rows: they carry the ``fingerprint`` of their person, which changes
whenever all access ends. Both wait for what is being issued at that moment: ``lock``.

docs/reference/ends.md shows the table to people, and a test holds them together.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.statements import Slot, Statement

if TYPE_CHECKING:
    from accounts.people.models import User


class Event(StrEnum):
    """An event that changes a person's access."""

    PASSWORD_CHANGED = auto()
    PASSWORD_RESET = auto()
    PASSWORD_DISABLED = auto()
    DEACTIVATED = auto()
    ALL_ENDED = auto()
    EMAIL_CHANGED = auto()
    DELETED = auto()
    NAME_CHANGED = auto()


class Fate(StrEnum):
    ENDS = "ends"
    STAYS = "stays"
    #: It stays, unless the person says otherwise on the same page or in the same request.
    ASKS = "asks"


ENDS, STAYS, ASKS = Fate

#: A credential that lets somebody act, or a step on the way to one: its fate at each event,
#: in the order of ``Event``. The names of kinds are those by which they register; a kind
#: that is not listed ends whenever tokens do.
TABLE: dict[str, tuple[Fate, ...]] = {
    # The session in which the event was asked for; a reset is asked for in none.
    "this session": (STAYS, ENDS, ENDS, ENDS, ENDS, STAYS, ENDS, STAYS),
    "sessions": (ENDS, ENDS, ENDS, ENDS, ENDS, STAYS, ENDS, STAYS),
    "tokens": (ENDS, ENDS, ENDS, ENDS, ENDS, STAYS, ENDS, STAYS),
    # A token may make tokens; they end with it as well.
    "tokens made by tokens": (ENDS, ENDS, ENDS, ENDS, ENDS, STAYS, ENDS, STAYS),
    # Codes, access, refresh and ID tokens that applications were given.
    "applications": (ENDS, ENDS, ENDS, ENDS, ENDS, STAYS, ENDS, STAYS),
    # Each of them signs somebody in by itself, so its owner decides. It is refused while
    # its person is inactive, and may be the only way in without a password.
    "social": (ASKS, ASKS, STAYS, STAYS, ASKS, STAYS, ENDS, STAYS),
    # Somebody who resets a password by mail, or lost it, still needs the other factor.
    "second-factor": (STAYS, STAYS, STAYS, STAYS, STAYS, STAYS, ENDS, STAYS),
    "reset links": (ENDS, ENDS, ENDS, ENDS, ENDS, ENDS, ENDS, STAYS),
    "sign-in codes": (ENDS, ENDS, ENDS, ENDS, ENDS, ENDS, ENDS, STAYS),
    "email links": (ENDS, ENDS, ENDS, ENDS, ENDS, ENDS, ENDS, STAYS),
    "known browsers": (ENDS, ENDS, ENDS, ENDS, ENDS, STAYS, ENDS, STAYS),
    # After a right password, until the code of the second factor.
    "second steps": (ENDS, ENDS, ENDS, ENDS, ENDS, STAYS, ENDS, STAYS),
    # They prove an address, not a person, and open no account that exists.
    "registration links": (STAYS, STAYS, STAYS, STAYS, STAYS, STAYS, STAYS, STAYS),
}


def fate(credential: str, event: Event) -> Fate:
    """Return what becomes of ``credential``, the name of a kind or of a row above."""
    return TABLE.get(credential, TABLE["tokens"])[list(Event).index(event)]


class AccessEnded(PermissionDenied):
    """The password that was proved, or the session or token that asks, has ended meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Your access has ended meanwhile. Sign in again."))


def lock(user: User) -> None:
    """
    Make issuing a credential and ending all access wait for each other.

    Call it in the transaction that issues. ``user`` is as it was when its password, session
    or token was looked at. The end of access locks the same row before it looks for what
    to end, so whatever is issued first is found, and whoever comes second is refused here.

    :raises AccessEnded: when the user is gone or inactive, or all access ended since then.
    """
    now = take_turn(user.pk)
    if now is None or not now.is_active or not is_same(now, user):
        raise AccessEnded


def take_turn(user_id: int) -> User | None:
    """
    Wait for, and then hold, the person's row until the transaction ends; None when it is gone.

    All that makes or ends tokens of one person takes turns here. So nothing is
    made from a token, or from a password, that ends at that very moment.
    """
    user: User | None = _LOCKED.first(pk=user_id)
    return user


def _locked() -> QuerySet[Any, Any]:
    rows = get_user_model()._base_manager.select_for_update(no_key=True)
    return rows.filter(pk=Slot("pk", BigIntegerField()))


_LOCKED = Statement(_locked)


def is_same(one: User, other: User) -> bool:
    """Tell whether no access of this person ended between the two looks at their row."""
    return constant_time_compare(one.get_session_auth_hash(), other.get_session_auth_hash())


def fingerprint(user: User, *, purpose: str, key: str | None = None) -> str:
    """
    Return what a link or cookie of ``purpose`` carries; it changes when all access ends.

    128 bits. Kept or mailed, it tells nothing of the password's hash that it is made of.

    :param key: ``SECRET_KEY`` unless it is an old one.
    """
    value = f"{user.pk}:{user._get_session_auth_hash(secret=key)}"
    made = salted_hmac(f"accounts.{purpose}", value, secret=key, algorithm="sha256")
    return made.hexdigest()[:32]


def is_fingerprint(found: str, user: User, *, purpose: str) -> bool:
    """Tell whether ``found`` is that of ``user``, by ``SECRET_KEY`` or by one of its fallbacks."""
    return any(
        constant_time_compare(found, fingerprint(user, purpose=purpose, key=key))
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )
