"""A count of attempts, and the counts of this process."""

import time
from dataclasses import dataclass
from threading import Lock

from limits.storage import MemoryStorage

from accounts.conf import conf

SWEEP_EVERY = 60  # seconds

#: Held by whoever reads or changes ``own_counts``.
counting = Lock()


class Counts(MemoryStorage):
    """Forgets what is over once a minute; limits starts a thread for it at each attempt."""

    swept_at = float("-inf")

    def _MemoryStorage__schedule_expiry(self) -> None:
        if time.monotonic() - self.swept_at >= SWEEP_EVERY:
            self.swept_at = time.monotonic()
            super()._MemoryStorage__schedule_expiry()  # type: ignore[misc]


own_counts = Counts()


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
