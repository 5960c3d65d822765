"""
Which counts of wrong passwords are full, and how staff empty them.

With Redis, for all processes. Without, each process counts alone: staff see, and lift, what the
one that answers them has counted.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from accounts.attempts import subject
from accounts.conf import conf
from accounts.counters import Here, Shared, StoreAway, here, shared
from accounts.events import get_logger
from accounts.names import mailbox_key, username_key
from accounts.passwords.guessing import KNOWN

if TYPE_CHECKING:
    from accounts.people.models import User

logger = get_logger(__name__)

PREFIXES = (
    *("account/{}", "account_and_address/{}/", f"account_and_address/{KNOWN}/{{}}"),
    *("second_factor/{}", f"second_factor/{KNOWN}/{{}}"),
    *("sign_in_codes/{}", f"sign_in_codes/{KNOWN}/{{}}"),
)


@dataclass(frozen=True)
class Lock:
    key: str
    #: The name in ``conf.ATTEMPT_LIMITS``, and the address, where the count has one.
    name: str
    address: str
    ends_at: datetime


def of_user(user: User) -> list[Lock]:
    """Return the full counts that keep ``user``, or somebody who guesses at them, out."""
    return _full(_about(user))


def of_addresses() -> list[Lock]:
    """Return the full counts of addresses that tried many accounts."""
    return _full(_totals("address/", ["address/"]))


def lift_user(user: User) -> None:
    """Let passwords of ``user`` be tried again, from everywhere."""
    for key in _about(user):
        _forget(key)
    logger.warning("limit lifted", user=user)


def lift_address(address: str) -> None:
    _forget(f"address/{address}")
    logger.warning("limit lifted", what=address)


def _about(user: User) -> dict[str, int]:
    """Guesses at passwords count by the name, those at mailed codes by the address."""
    found: dict[str, int] = {}
    for name in {user.get_username(), mailbox_key(user.email)}:
        who = subject(username_key(name))
        found |= _totals(who, [prefix.format(who) for prefix in PREFIXES])
    return found


def _stores() -> list[Shared | Here]:
    return [store for store in (shared(), here) if store]


def _totals(part: str, prefixes: list[str]) -> dict[str, int]:
    """Return the counts of Redis or, while it is away, of this process."""
    for store in _stores():
        with suppress(StoreAway):
            found = store.totals(part).items()
            return {key: total for key, total in found if key.startswith(tuple(prefixes))}
    return {}


def _full(totals: dict[str, int]) -> list[Lock]:
    found = []
    for key, total in totals.items():
        name, _, who = key.partition("/")
        if name in conf.ATTEMPT_LIMITS and total >= conf.ATTEMPT_LIMITS[name][0]:
            address = who if name == "address" else _address_in(who)
            found.append(Lock(key, name, address, datetime.fromtimestamp(_ends_at(key), UTC)))
    return found


def _address_in(who: str) -> str:
    subject_or_known, _, address = who.partition("/")
    return "" if subject_or_known == KNOWN else address


def _ends_at(key: str) -> float:
    for store in _stores():
        with suppress(StoreAway):
            return store.ends_at(key)
    return 0.0


def _forget(key: str) -> None:
    for store in _stores():
        with suppress(StoreAway):
            store.forget(key)
