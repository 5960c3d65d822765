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

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import Throttled

from accounts.conf import conf
from accounts.counters import Count, Shared, StoreAway, here, shared

#: The name of every count in RateLimit (draft-ietf-httpapi-ratelimit-headers-10, §4).
RATE_LIMIT = "attempts"
LONGEST_IN_SECONDS = 120  # people are told longer waits in minutes


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
        self.seconds = wait
        self.full = full
        # Strangers share the counts. So all of them have one name, and neither the limit nor what
        # is left is told: that would tell of others' guesses. Only this refusal says how long.
        self.rate_limit = f'"{RATE_LIMIT}";r=0;t={math.ceil(wait or 1)}'

    @property
    def in_words(self) -> str:
        """What a page says; ``detail``, which programs know, counts in seconds."""
        if self.seconds is None or self.seconds <= LONGEST_IN_SECONDS:
            return str(self.detail)
        minutes = math.ceil(self.seconds / 60)
        advice = gettext("Try again in %d minutes.") % minutes
        return f"{self.default_detail} {advice}"

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
        self.counted: list[Count] = []
        self.store: Shared | None = None

    def count(self) -> None:
        """:raises TooManyAttempts: when one of the counts is full; none grows then."""
        limits = conf.ATTEMPT_LIMITS
        counts = [Count("/".join([name, *who]), *limits[name]) for name, who in self.counts]
        self.counted, self.store = [], shared()
        if full := self._add(counts):
            raise TooManyAttempts(wait=self._wait(full), full=full.key)
        self.counted = counts

    def give_back(self) -> None:
        """Take back what ``count`` added: it was right, or nobody judged it."""
        here.take_back(self.counted)
        if self.store and self.counted:
            with suppress(StoreAway):  # else it stays counted there until the window ends
                self.store.take_back(self.counted)
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

    def _add(self, counts: list[Count]) -> Count | None:
        """Return the first count that is full."""
        if self.store is None:
            return here.add(counts)
        try:
            return self.store.add(counts)
        except StoreAway:  # it is counted here by now
            self.store = None
            return here.judge(counts)

    def _wait(self, full: Count) -> int:
        """Return the seconds until the window ends, 1 at least."""
        ends_at = here.ends_at(full.key)
        if self.store:
            with suppress(StoreAway):
                ends_at = self.store.ends_at(full.key)
        return max(1, math.ceil(ends_at - time.time()))
