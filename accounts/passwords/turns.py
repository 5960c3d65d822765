"""
Hashing takes turns, so that a flood of sign-ins leaves time and memory for the rest.

One hash takes a processor and 19 MiB for as long as it lasts. All workers together make
``HASHES_AT_ONCE``, a few callers wait in each of them, and more are refused at once.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore, get_native_id
from typing import Any, TypeVar

from django.core.files import locks
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import Throttled

from accounts.conf import conf

Result = TypeVar("Result")

FILES = "/proc/self/fd"  # the files that this process has open
NICENESS = 5  # the threads that hash get a quarter of a processor that others want as well


def step_back() -> None:
    """Let every other thread and process go first, for the rest of this thread's life."""
    if sys.platform == "linux":  # elsewhere it would be the whole process
        thread = get_native_id()
        own = os.getpriority(os.PRIO_PROCESS, thread)
        os.setpriority(os.PRIO_PROCESS, thread, own + NICENESS)


class Busy(Throttled):
    """503, not 429: the caller did nothing too often, and nothing was judged or counted."""

    status_code = 503
    default_code = "busy"
    default_detail = _("Too many people are signing in at this moment.")
    # Lazy, which DRF formats as well and its stubs do not know.
    extra_detail_singular = _("Try again in {wait} second.")  # type: ignore[assignment]
    extra_detail_plural = _("Try again in {wait} seconds.")  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(wait=1, code=self.default_code)


class SharedTurns:
    """
    So many at once in this process and in all that are forked from it; Linux only.

    A semaphore would lose the turn of a worker that is killed. A lock on a file ends with the
    process that holds it.
    """

    def __init__(self, at_once: int):
        can_share = hasattr(os, "memfd_create") and os.path.isdir(FILES)
        files = [os.memfd_create("hash") for _ in range(at_once)] if can_share else []
        self._paths = [f"{FILES}/{file}" for file in files]

    def take(self, work: Callable[..., Result], *args: Any) -> Result:
        """Return what ``work`` returns, once it was its turn."""
        with self._taken():
            return work(*args)

    @contextmanager
    def _taken(self) -> Iterator[None]:
        # Opened anew: children and threads would share the lock of one open file.
        for path in self._paths:
            with _opened(path) as file:
                if locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
                    yield
                    return
        if not self._paths:
            yield
            return
        with _opened(self._paths[get_native_id() % len(self._paths)]) as file:
            locks.lock(file, locks.LOCK_EX)
            yield


@contextmanager
def _opened(path: str) -> Iterator[int]:
    file = os.open(path, os.O_RDONLY)
    try:
        yield file
    finally:
        os.close(file)


class Turns:
    """So many at once, each on a thread of its own, and so many who wait for them."""

    def __init__(self, *, at_once: int, waiting: int, shared: SharedTurns | None = None):
        self._places = BoundedSemaphore(at_once + waiting)
        self._shared = shared or SharedTurns(at_once)
        # Threads of their own: malloc keeps the memory of each thread that ever hashed.
        self._pool = ThreadPoolExecutor(at_once, "hash", initializer=step_back)
        self.ended_at = 0.0  #: when the latest did: a time.monotonic()

    def take(self, work: Callable[..., Result], *args: Any) -> Result:
        """
        Return what ``work`` returns, once it was its turn.

        :raises Busy: when nobody more may wait.
        """
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            return self._pool.submit(self._shared.take, work, *args).result()
        finally:
            self.ended_at = time.monotonic()
            self._places.release()


@cache
def shared() -> SharedTurns:
    """Return the turns of this process and its children; ``bin/serve`` calls it before it forks."""
    return SharedTurns(conf.HASHES_AT_ONCE)


@cache
def hashing() -> Turns:
    """Return the turns of this process."""
    return Turns(at_once=conf.HASHES_PER_PROCESS, waiting=conf.HASHES_WAITING, shared=shared())


# No thread survives a fork: a worker whose parent has hashed begins anew.
os.register_at_fork(after_in_child=hashing.cache_clear)
