"""
Counting what may be tried only so often, over all processes and nodes.

Passwords, client secrets, mails and calls to providers count here, each under
names of ``conf.ATTEMPT_LIMITS``. The windows are fixed: one begins with the first
attempt and ends for all of its attempts together.
"""

import hashlib
import math
import time
from functools import lru_cache
from threading import Lock
from typing import Any

import structlog
from django.utils.translation import gettext_lazy as _
from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from redis.backoff import NoBackoff
from redis.retry import Retry
from rest_framework.exceptions import Throttled

from accounts.conf import conf

logger = structlog.get_logger(__name__)


REDIS_TIMEOUT = 0.3  # seconds; past it, this process counts by itself

_opening = Lock()


class TooManyAttempts(Throttled):
    default_detail = _("Too many attempts.")
    # Lazy, which DRF formats as well and its stubs do not know.
    extra_detail_singular = _("Try again in {wait} second.")  # type: ignore[assignment]
    extra_detail_plural = _("Try again in {wait} seconds.")  # type: ignore[assignment]


def subject(name: str) -> str:
    """
    Return a key of bounded length for what is guessed at: an account, a client.

    ``name`` is spelt exactly as the look-up takes it: were two accounts one here,
    the owner of "maßimo" would be a known browser of "massimo".
    """
    return hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:32]


class Attempt:
    """
    Something that may be tried only so often.

    ``count()`` it before it is judged, and ``give_back()`` if it was right: of a
    burst of parallel attempts, exactly the limit gets through. Several workers
    without Redis each count their share of the limit.
    """

    def __init__(self, *counts: tuple[str, tuple[str, ...]]):
        """Count under each (name in ``conf.ATTEMPT_LIMITS``, who); the narrowest first."""
        self.counts = counts
        self.counted: list[tuple[Storage, str, int]] = []

    def count(self) -> None:
        """:raises TooManyAttempts: when one of the counts is full; none grows then."""
        try:
            self._count_in(_storage(conf.REDIS_URL))
        except StorageError:
            logger.warning("redis is away: attempts are counted in this process")
            self._count_in(_storage(""))

    def _count_in(self, storage: Storage) -> None:
        share = conf.WORKERS if isinstance(storage, MemoryStorage) else 1
        limiter = FixedWindowRateLimiter(storage)
        self.counted = []
        for name, key in self.counts:
            amount, seconds = conf.ATTEMPT_LIMITS[name]
            item = RateLimitItemPerSecond(max(1, amount // share), seconds, namespace=name)
            if not limiter.hit(item, *key):
                self.give_back()
                reset_at = limiter.get_window_stats(item, *key).reset_time
                raise TooManyAttempts(wait=max(1, math.ceil(reset_at - time.time())))
            self.counted.append((storage, item.key_for(*key), seconds))

    def give_back(self) -> None:
        """Take back what ``count`` added: the password was right, or never looked at."""
        for storage, key, seconds in self.counted:
            try:
                # A window that ended meanwhile must not begin again below zero.
                if storage.get(key) > 0:
                    storage.incr(key, seconds, amount=-1)
            except StorageError:
                logger.warning("redis is away: a right attempt stays counted")


class ExactMemoryStorage(MemoryStorage):
    """
    limits forgets a first count when a second thread comes between it and its expiry.

    One more guess would get through in a burst; a lock around the whole is enough.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.counting = Lock()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        with self.counting:
            return super().incr(key, expiry, amount)


def _storage(redis_url: str) -> Storage:
    """Where attempts are counted; connects when first used, after the workers forked."""
    with _opening:  # lru_cache alone would let two first threads open one each
        return _open_storage(redis_url)


@lru_cache
def _open_storage(redis_url: str) -> Storage:
    if not redis_url:
        return ExactMemoryStorage()
    return RedisStorage(
        redis_url,
        wrap_exceptions=True,
        key_prefix="attempts",
        socket_timeout=REDIS_TIMEOUT,
        socket_connect_timeout=REDIS_TIMEOUT,
        # Handed on to redis-py, which would try for seconds, sign-in waiting.
        retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]
    )
