"""Counting in Redis, for all processes together."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from accounts.conf import conf
from accounts.counters.connection import (
    EPOCH,
    PREFIX,
    Store,
    StoreAway,
    open_once,
    open_store,
    store_calls,
)
from accounts.counters.counts import Count, counting, own_counts
from accounts.counters.process import here
from accounts.counters.scripts import ADD, TAKE_BACK

LOST = -1  # what a script returns under another epoch


@dataclass
class Shared:
    """Redis, as one attempt sees it. ``epoch`` changes when Redis has lost its data."""

    store: Store
    epoch: str

    def add(self, counts: Sequence[Count]) -> Count | None:
        """
        Count one more in each, and whatever of this process Redis does not know.

        Return the first that is full: then none of them has grown.

        :raises StoreAway: nothing more is counted then but here.
        """
        with counting:
            own = [own_counts.incr(count.key, count.seconds) for count in counts]
            missing = self._missing(counts, own)
        number = self._tell(counts, missing)
        if number == LOST:
            self.epoch = _epoch(self.store)
            with counting:
                missing = self._missing(counts, own)
            number = self._tell(counts, missing)
        if number == LOST:  # again: it does not keep anything
            raise StoreAway
        if not number:
            return None
        here.take_back(counts)
        # The script has told of this attempt as far as the full count, and took it back there.
        self._unknow(counts, [1] * number + missing[number:])
        return counts[number - 1]

    def _missing(self, counts: Sequence[Count], own: Sequence[int]) -> list[int]:
        """Return how many of ``own`` Redis does not know; from now on it does."""
        missing = []
        for count, number in zip(counts, own, strict=True):
            missing.append(max(1, number - own_counts.get(self._known(count))))
            own_counts.incr(self._known(count), count.seconds, missing[-1])
        return missing

    def _tell(self, counts: Sequence[Count], missing: Sequence[int]) -> int:
        """Return which of the counts is full, from 1; 0 if none is; ``LOST`` if it knows none."""
        told = [(one.most, one.seconds, more) for one, more in zip(counts, missing, strict=True)]
        number = LOST
        try:
            number = self._run(ADD, counts, *chain.from_iterable(told))
        finally:
            if number == LOST:
                self._unknow(counts, missing)
        return number

    def take_back(self, counts: Sequence[Count]) -> None:
        """
        Do so, unless the attempt is lost: those of other processes would be taken back for it.

        :raises StoreAway: the attempt stays counted then.
        """
        if self._run(TAKE_BACK, counts) != LOST:
            self._unknow(counts, [1] * len(counts))

    def _run(self, script: str, counts: Sequence[Count], *arguments: int) -> int:
        with store_calls():
            client: Any = self.store.get_connection()
            keys = [self.store.prefixed_key(count.key) for count in counts]
            return int(client.register_script(script)([*keys, EPOCH], [*arguments, self.epoch]))

    def _known(self, count: Count) -> str:
        """Return the key of how many of this process' attempts Redis knows."""
        return f"{self.epoch}/{count.key}"

    def _unknow(self, counts: Sequence[Count], numbers: Sequence[int]) -> None:
        with counting:
            for count, number in zip(counts, numbers, strict=True):
                own_counts.decr(self._known(count), number)

    def ends_at(self, key: str) -> float:
        with store_calls():
            return self.store.get_expiry(key)

    def totals(self, part: str) -> dict[str, int]:
        """
        Return the counts whose keys have ``part`` in them, which has no characters of globs.

        Redis looks at all its keys for that: about a second for a million.
        """
        with store_calls():
            client: Any = self.store.get_connection()
            found = client.scan_iter(match=f"{PREFIX}:*{part}*", count=10_000)
            keys = [_text(key).removeprefix(f"{PREFIX}:") for key in found]
            return {key: self.store.get(key) for key in keys}

    def forget(self, key: str) -> None:
        """Begin anew. Other processes add no more than what they count from now on."""
        with store_calls():
            self.store.clear(key)
        with counting:
            own_counts.clear(f"{self.epoch}/{key}")


def _text(key: Any) -> str:
    return key.decode() if isinstance(key, bytes) else str(key)


def shared() -> Shared | None:
    """Return Redis, None where there is none or while it has not been reached yet."""
    if not conf.REDIS_URL:
        return None
    try:
        with store_calls():
            store = open_store(conf.REDIS_URL)
        return Shared(store, store.epoch or _epoch(store))
    except StoreAway:
        return None


def _epoch(store: Store) -> str:
    """
    Ask Redis for its epoch, which it gets where it has none.

    :raises StoreAway:
    """
    with store_calls():
        client: Any = store.get_connection()
        client.set(EPOCH, secrets.token_hex(8), nx=True)
        store.epoch = _text(client.get(EPOCH))
        return store.epoch


def reset() -> None:
    """Forget every count. Tests begin so."""
    own_counts.reset()
    open_once.cache_clear()
    if redis := shared():
        redis.store.reset()
