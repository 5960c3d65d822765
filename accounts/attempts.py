"""
Counting what may be tried only so often, over all processes and nodes.

Passwords, client secrets, mails and calls to providers count here, each under
names of ``conf.ATTEMPT_LIMITS``. The windows are fixed: one begins with the first
attempt and ends for all of its attempts together.
"""

import hashlib
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import Throttled

from accounts.conf import conf
from accounts.counters import Shared, StoreAway, here, shared

#: The name of every count in RateLimit (draft-ietf-httpapi-ratelimit-headers-10, §4).
RATE_LIMIT = "attempts"


class TooManyAttempts(Throttled):
    """
    Nothing was tried. ``full`` is the key of the count that has no room.

    ``rate_limit`` is the header RateLimit of the answer, beside Retry-After.
    """

    default_detail = _("Too many attempts.")
    # Lazy, which DRF formats as well and its stubs do not know.
    extra_detail_singular = _("Try again in {wait} second.")  # type: ignore[assignment]
    extra_detail_plural = _("Try again in {wait} seconds.")  # type: ignore[assignment]

    def __init__(self, wait: float | None = None, *, full: str = "") -> None:
        super().__init__(wait=wait)
        self.full = full
        # Strangers share the counts. So all of them have one name, and neither the limit nor what
        # is left is told: that would tell of others' guesses. Only this refusal says how long.
        self.rate_limit = f'"{RATE_LIMIT}";r=0;t={math.ceil(wait or 1)}'

    def is_news(self) -> bool:
        """Tell whether this is the first refusal of its kind for some minutes; say so once."""
        return is_news(self.full)


def is_news(refusal: str) -> bool:
    """Tell whether no ``refusal`` of this key came for some minutes; say so once."""
    try:
        Attempt(("refusals_told", (refusal,))).count()
    except TooManyAttempts:
        return False
    return True


def subject(name: str) -> str:
    """
    Return a key of bounded length for what is guessed at: an account, a client.

    ``name`` is in the form in which it is looked up (``names``): spellings do not
    multiply the attempts, and no two accounts share them.
    """
    return hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True)
class Counted:
    """One count of an attempt that was counted; ``store`` is None if only this process did."""

    key: str
    seconds: int
    total: int
    store: Shared | None

    def is_within(self, amount: int) -> bool:
        if self.store:
            return self.total <= amount
        return self.total <= max(1, amount // conf.WORKERS)  # each process has its share

    def wait(self) -> int:
        """Return the seconds until the window ends, 1 at least."""
        ends_at = here.ends_at(self.key)
        if self.store:
            with suppress(StoreAway):
                ends_at = self.store.ends_at(self.key)
        return max(1, math.ceil(ends_at - time.time()))

    def take_back(self) -> None:
        here.take_back(self.key)
        if self.store:
            with suppress(StoreAway):  # else it stays counted there until the window ends
                self.store.take_back(self.key, self.seconds)


class Attempt:
    """
    Something that may be tried only so often.

    ``count()`` it before it is judged, and ``give_back()`` if it was right: of a
    burst of parallel attempts, exactly the limit gets through. Without Redis, each
    process counts its share of the limit.
    """

    def __init__(self, *counts: tuple[str, tuple[str, ...]]) -> None:
        """Count under each (name in ``conf.ATTEMPT_LIMITS``, who); the narrowest first."""
        self.counts = counts
        self.counted: list[Counted] = []

    def count(self) -> None:
        """:raises TooManyAttempts: when one of the counts is full; none grows then."""
        self.counted = []
        store = shared()
        for name, who in self.counts:
            amount, seconds = conf.ATTEMPT_LIMITS[name]
            counted = _count("/".join([name, *who]), seconds, store)
            store = counted.store  # away once, it is not asked again
            self.counted.append(counted)
            if not counted.is_within(amount):
                self.give_back()
                raise TooManyAttempts(wait=counted.wait(), full=counted.key)

    def give_back(self) -> None:
        """Take back what ``count`` added: it was right, or nobody judged it."""
        for counted in self.counted:
            counted.take_back()
        self.counted = []

    @contextmanager
    def counting(self) -> Iterator[None]:
        """
        Count, and give back if the judgement inside fails: the database is away, say.

        :raises TooManyAttempts: see ``count``.
        """
        self.count()
        try:
            yield
        except BaseException:
            self.give_back()
            raise


def _count(key: str, seconds: int, store: Shared | None) -> Counted:
    if store:
        try:
            return Counted(key, seconds, store.add(key, seconds), store)
        except StoreAway:  # it is counted here by now
            return Counted(key, seconds, here.count(key), None)
    return Counted(key, seconds, here.add(key, seconds), None)
