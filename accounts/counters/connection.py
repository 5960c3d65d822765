"""The connection to Redis, which may be away: it is asked once, and has little time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock

import structlog
from limits.storage import RedisStorage
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = structlog.get_logger(__name__)

REDIS_TIMEOUT = 0.3  # seconds; past it, this process counts by itself
PREFIX = "attempts"

_opening = Lock()


class StoreAway(Exception):
    """Redis does not count: it is down, slow, full, read-only, or its address is wrong."""


@contextmanager
def store_calls() -> Iterator[None]:
    """:raises StoreAway: whatever goes wrong. No fault of Redis may stop a sign-in, or free it."""
    try:
        yield
    except Exception as error:
        # Not the text: it may hold the URL, and with it a password.
        logger.warning(
            "redis is away: attempts are counted in this process", error=type(error).__name__
        )
        raise StoreAway from error


class Store(RedisStorage):
    #: What this process last knew Redis by; another one there says that it has lost its data.
    epoch = ""


def open_store(redis_url: str) -> Store:
    """Connect when first used, after the workers forked."""
    with _opening:  # lru_cache alone would let two first threads open one each
        return open_once(redis_url)


@lru_cache
def open_once(redis_url: str) -> Store:
    return Store(
        redis_url,
        key_prefix=PREFIX,
        socket_timeout=REDIS_TIMEOUT,
        socket_connect_timeout=REDIS_TIMEOUT,
        # Handed on to redis-py, which would try for seconds, sign-in waiting.
        retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]
    )
