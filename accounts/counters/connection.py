"""The connection to Redis, which may be away: it is asked once, and has little time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

import structlog
from limits.storage import RedisStorage
from redis.backoff import NoBackoff
from redis.exceptions import ResponseError
from redis.retry import Retry

from accounts.counters.scripts import START

logger = structlog.get_logger(__name__)

REDIS_TIMEOUT = 0.3  # seconds; past it, this process counts by itself
PREFIX = "attempts"
EPOCH = f"{PREFIX}:epoch"

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
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"redis_connect_func": self._connect})

    @staticmethod
    def _connect(connection: Any) -> None:
        """Do what redis-py does, and end the epoch if Redis has been started since."""
        connection.on_connect()
        try:
            connection.send_command("INFO", "server")
            told = connection.read_response()
            lines = (told.decode() if isinstance(told, bytes) else told).splitlines()
            start = next(line for line in lines if line.startswith("run_id:"))
            connection.send_command("EVAL", START, 2, f"{PREFIX}:start", EPOCH, start)
            connection.read_response()
        except ResponseError:  # this user of Redis may not ask, or it is read-only
            return


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
        retry=Retry(NoBackoff(), 0),
    )
