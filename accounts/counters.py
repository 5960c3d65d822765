"""
Attempts are counted in Redis for all processes together, and in this process.

Everything is counted here as well. So this process goes on where it was when
Redis is away, and carries its counts over when Redis comes back without them.
"""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
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
class Shared:
    """Redis, as one attempt sees it. ``epoch`` changes when Redis has lost its data."""

    store: RedisStorage
    epoch: str

    def add(self, key: str, seconds: int) -> int:
        """
        Count one more, and whatever of this process Redis does not know; return the total.

        :raises StoreAway: nothing more is counted then but here.
        """
        known = f"{self.epoch}/{key}"
        with _counting:
            own = _here.incr(key, seconds)
            missing = max(1, own - _here.get(known))
            _here.incr(known, seconds, missing)
        try:
            with _store_calls():
                return self.store.incr(key, seconds, missing)
        except StoreAway:
            with _counting:
                _here.decr(known, missing)
            raise

    def take_back(self, key: str, seconds: int) -> None:
        """:raises StoreAway: the attempt stays counted then."""
        with _store_calls():
            # A window that ended meanwhile must not begin again below zero.
            if self.store.get(key) > 0:
                self.store.incr(key, seconds, -1)
        with _counting:
            _here.decr(f"{self.epoch}/{key}")

    def ends_at(self, key: str) -> float:
        with _store_calls():
            return self.store.get_expiry(key)

    def totals(self, prefix: str) -> dict[str, int]:
        """Return the counts whose keys begin with ``prefix``, which has no characters of globs."""
        with _store_calls():
            client: Any = self.store.get_connection()
            found = client.scan_iter(match=f"{PREFIX}:{prefix}*", count=1000)
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
            if client.get(EPOCH) is None:
                client.set(EPOCH, secrets.token_hex(8), nx=True)
            return Shared(store, str(client.get(EPOCH)))
    except StoreAway:
        return None


class Here:
    """This process alone. The lock: limits forgets a count while another thread expires it."""

    def add(self, key: str, seconds: int) -> int:
        """Count one more; return the total."""
        with _counting:
            return _here.incr(key, seconds)

    def count(self, key: str) -> int:
        with _counting:
            return _here.get(key)

    def take_back(self, key: str) -> None:
        with _counting:
            _here.decr(key)

    def ends_at(self, key: str) -> float:
        return _here.get_expiry(key)

    def totals(self, prefix: str) -> dict[str, int]:
        with _counting:
            return {key: _here.get(key) for key in list(_here.storage) if key.startswith(prefix)}

    def forget(self, key: str) -> None:
        with _counting:
            _here.clear(key)


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
