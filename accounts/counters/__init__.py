"""
Attempts are counted in Redis for all processes together, and in this process.

Everything is counted here as well. So this process goes on where it was when
Redis is away, and carries its counts over when Redis comes back without them.
"""

from accounts.counters.connection import StoreAway
from accounts.counters.counts import Count
from accounts.counters.process import Here, here
from accounts.counters.redis import Shared, reset, shared

__all__ = ["Count", "Here", "Shared", "StoreAway", "here", "reset", "shared"]
