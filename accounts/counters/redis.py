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


@dataclass(frozen=True)
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
        missing = []
        with counting:
            for count in counts:
                own = own_counts.incr(count.key, count.seconds)
                missing.append(max(1, own - own_counts.get(self._known(count))))
                own_counts.incr(self._known(count), count.seconds, missing[-1])
        told = [(one.most, one.seconds, more) for one, more in zip(counts, missing, strict=True)]
        try:
            number = self._run(ADD, counts, *chain.from_iterable(told))
        except StoreAway:
            self._unknow(counts, missing)
            raise
        if not number:
            return None
        here.take_back(counts)
        # The script has told of this attempt as far as the full count, and took it back there.
        self._unknow(counts, [1] * number + missing[number:])
        return counts[number - 1]

    def take_back(self, counts: Sequence[Count]) -> None:
        """:raises StoreAway: the attempt stays counted then."""
        self._run(TAKE_BACK, counts)
        self._unknow(counts, [1] * len(counts))

    def _run(self, script: str, counts: Sequence[Count], *arguments: int) -> int:
        """:raises StoreAway: if Redis has lost its data since the epoch was asked for, as well."""
        with store_calls():
            client: Any = self.store.get_connection()
            keys = [self.store.prefixed_key(count.key) for count in counts]
            found = int(client.register_script(script)([*keys, EPOCH], [*arguments, self.epoch]))
            if found == LOST:
                raise LookupError
            return found

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
    """Return Redis, None where there is none or while it is away."""
    if not conf.REDIS_URL:
        return None
    try:
        with store_calls():
            store = open_store(conf.REDIS_URL)
            client: Any = store.get_connection()
            epoch = client.get(EPOCH)
            if epoch is None:
                client.set(EPOCH, secrets.token_hex(8), nx=True)
                epoch = client.get(EPOCH)
            return Shared(store, _text(epoch))
    except StoreAway:
        return None


def reset() -> None:
    """Forget every count. Tests begin so."""
    own_counts.reset()
    open_once.cache_clear()
    if redis := shared():
        redis.store.reset()
