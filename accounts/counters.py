"""
Attempts are counted in Redis for all processes together, and in this process.

Everything is counted here as well. So this process goes on where it was when
Redis is away, and carries its counts over when Redis comes back without them.
"""

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from threading import Lock
from typing import Any

import structlog
from limits.storage import MemoryStorage, RedisStorage
from redis.backoff import NoBackoff
from redis.retry import Retry

from accounts.conf import conf

logger = structlog.get_logger(__name__)

REDIS_TIMEOUT = 0.3  # seconds; past it, this process counts by itself
SWEEP_EVERY = 60  # seconds
PREFIX = "attempts"
EPOCH = f"{PREFIX}:epoch"

_counting = Lock()
_opening = Lock()


class Counts(MemoryStorage):
    """Forgets what is over once a minute; limits starts a thread for it at each attempt."""

    swept_at = float("-inf")

    def _MemoryStorage__schedule_expiry(self) -> None:
        if time.monotonic() - self.swept_at >= SWEEP_EVERY:
            self.swept_at = time.monotonic()
            super()._MemoryStorage__schedule_expiry()  # type: ignore[misc]


_here = Counts()


class StoreAway(Exception):
    """Redis does not count: it is down, slow, full, read-only, or its address is wrong."""


@dataclass(frozen=True)
class Count:
    """``key`` lets ``most`` attempts through in ``seconds``."""

    key: str
    most: int
    seconds: int

    @property
    def share(self) -> int:
        """Of one process, where each counts alone."""
        return max(1, self.most // conf.WORKERS)


# A script is one round trip, and nobody else's attempt comes between its steps.
ADD = """
for i, key in ipairs(KEYS) do
    local most, seconds, missing = unpack(ARGV, 3 * i - 2, 3 * i)
    local total = redis.call("incrby", key, missing)
    if total == tonumber(missing) then redis.call("expire", key, seconds) end
    if total > tonumber(most) then
        for taken = 1, i do redis.call("decr", KEYS[taken]) end
        return i
    end
end
return 0
"""
TAKE_BACK = """
for _, key in ipairs(KEYS) do
    -- A window that ended meanwhile must not begin again below zero.
    if tonumber(redis.call("get", key) or 0) > 0 then redis.call("decr", key) end
end
"""


@dataclass(frozen=True)
class Shared:
    """Redis, as one attempt sees it. ``epoch`` changes when Redis has lost its data."""

    store: RedisStorage
    epoch: str

    def add(self, counts: Sequence[Count]) -> Count | None:
        """
        Count one more in each, and whatever of this process Redis does not know.

        Return the first that is full: then none of them has grown.

        :raises StoreAway: nothing more is counted then but here.
        """
        missing = []
        with _counting:
            for count in counts:
                own = _here.incr(count.key, count.seconds)
                missing.append(max(1, own - _here.get(self._known(count))))
                _here.incr(self._known(count), count.seconds, missing[-1])
        told = [(one.most, one.seconds, more) for one, more in zip(counts, missing, strict=True)]
        try:
            number = int(self._run(ADD, counts, *chain.from_iterable(told)))
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

    def _run(self, script: str, counts: Sequence[Count], *arguments: int) -> Any:
        with _store_calls():
            client: Any = self.store.get_connection()
            keys = [self.store.prefixed_key(count.key) for count in counts]
            return client.register_script(script)(keys, arguments)

    def _known(self, count: Count) -> str:
        """Return the key of how many of this process' attempts Redis knows."""
        return f"{self.epoch}/{count.key}"

    def _unknow(self, counts: Sequence[Count], numbers: Sequence[int]) -> None:
        with _counting:
            for count, number in zip(counts, numbers, strict=True):
                _here.decr(self._known(count), number)

    def ends_at(self, key: str) -> float:
        with _store_calls():
            return self.store.get_expiry(key)

    def totals(self, part: str) -> dict[str, int]:
        """
        Return the counts whose keys have ``part`` in them, which has no characters of globs.

        Redis looks at all its keys for that: about a second for a million.
        """
        with _store_calls():
            client: Any = self.store.get_connection()
            found = client.scan_iter(match=f"{PREFIX}:*{part}*", count=10_000)
            keys = [_text(key).removeprefix(f"{PREFIX}:") for key in found]
            return {key: self.store.get(key) for key in keys}

    def forget(self, key: str) -> None:
        """Begin anew. Other processes add no more than what they count from now on."""
        with _store_calls():
            self.store.clear(key)
        with _counting:
            _here.clear(f"{self.epoch}/{key}")


def _text(key: Any) -> str:
    return key.decode() if isinstance(key, bytes) else str(key)


def shared() -> Shared | None:
    """Return Redis, None where there is none or while it is away."""
    if not conf.REDIS_URL:
        return None
    try:
        with _store_calls():
            store = _open(conf.REDIS_URL)
            client: Any = store.get_connection()
            epoch = client.get(EPOCH)
            if epoch is None:
                client.set(EPOCH, secrets.token_hex(8), nx=True)
                epoch = client.get(EPOCH)
            return Shared(store, str(epoch))
    except StoreAway:
        return None


class Here:
    """This process alone. The lock: limits forgets a count while another thread expires it."""

    def add(self, counts: Sequence[Count]) -> Count | None:
        """Count one more in each; return the first that is full: then none has grown."""
        with _counting:
            for number, count in enumerate(counts, 1):
                if _here.incr(count.key, count.seconds) > count.share:
                    _take_back(counts[:number])
                    return count
        return None

    def judge(self, counts: Sequence[Count]) -> Count | None:
        """Do the same for what was counted here already, as Redis went away."""
        with _counting:
            full = next((one for one in counts if _here.get(one.key) > one.share), None)
            if full:
                _take_back(counts)
        return full

    def take_back(self, counts: Sequence[Count]) -> None:
        with _counting:
            _take_back(counts)

    def ends_at(self, key: str) -> float:
        return _here.get_expiry(key)

    def totals(self, part: str) -> dict[str, int]:
        with _counting:
            return {key: _here.get(key) for key in list(_here.storage) if part in key}

    def forget(self, key: str) -> None:
        with _counting:
            _here.clear(key)


def _take_back(counts: Sequence[Count]) -> None:
    for count in counts:
        _here.decr(count.key)


here = Here()


def reset() -> None:
    """Forget every count. Tests begin so."""
    _here.reset()
    _open_once.cache_clear()
    if redis := shared():
        redis.store.reset()


@contextmanager
def _store_calls() -> Iterator[None]:
    """:raises StoreAway: whatever goes wrong. No fault of Redis may stop a sign-in, or free it."""
    try:
        yield
    except Exception as error:
        # Not the text: it may hold the URL, and with it a password.
        logger.warning(
            "redis is away: attempts are counted in this process", error=type(error).__name__
        )
        raise StoreAway from error


def _open(redis_url: str) -> RedisStorage:
    """Connect when first used, after the workers forked."""
    with _opening:  # lru_cache alone would let two first threads open one each
        return _open_once(redis_url)


@lru_cache
def _open_once(redis_url: str) -> RedisStorage:
    return RedisStorage(
        redis_url,
        key_prefix=PREFIX,
        socket_timeout=REDIS_TIMEOUT,
        socket_connect_timeout=REDIS_TIMEOUT,
        # Handed on to redis-py, which would try for seconds, sign-in waiting.
        retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]
    )
