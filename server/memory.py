"""
Giving memory back to the system once nobody signs in.

The C library keeps the memory of password hashes, 19 MiB each, for the next ones, which are
a quarter cheaper then. When there are none, other programs of the host can use it.
"""

import ctypes
import time
from collections.abc import Callable

from accounts.passwords.turns import hashing

QUIET = 1  # seconds without a hash


def trim() -> None:
    """Give back what is free. It is a function of glibc; other C libraries keep less."""
    function = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if function:
        function(0)


class Memory:
    def __init__(self, trim: Callable[[], None] = trim) -> None:
        self.trim = trim
        self.trimmed_at = 0.0  # a time.monotonic()

    def look(self) -> None:
        """Trim if there was a hash since the last time, and none for ``QUIET`` seconds."""
        now = time.monotonic()
        if self.trimmed_at < hashing().ended_at <= now - QUIET:
            self.trimmed_at = now
            self.trim()
