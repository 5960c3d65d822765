"""Counting in this process."""

from collections.abc import Sequence

from accounts.counters.counts import Count, counting, own_counts


class Here:
    """This process alone. The lock: limits forgets a count while another thread expires it."""

    def add(self, counts: Sequence[Count]) -> Count | None:
        """Count one more in each; return the first that is full: then none has grown."""
        with counting:
            for number, count in enumerate(counts, 1):
                if own_counts.incr(count.key, count.seconds) > count.share:
                    _take_back(counts[:number])
                    return count
        return None

    def judge(self, counts: Sequence[Count]) -> Count | None:
        """Do the same for what was counted here already, as Redis went away."""
        with counting:
            full = next((one for one in counts if own_counts.get(one.key) > one.share), None)
            if full:
                _take_back(counts)
        return full

    def take_back(self, counts: Sequence[Count]) -> None:
        with counting:
            _take_back(counts)

    def ends_at(self, key: str) -> float:
        return own_counts.get_expiry(key)

    def totals(self, part: str) -> dict[str, int]:
        with counting:
            return {key: own_counts.get(key) for key in list(own_counts.storage) if part in key}

    def forget(self, key: str) -> None:
        with counting:
            own_counts.clear(key)


def _take_back(counts: Sequence[Count]) -> None:
    for count in counts:
        own_counts.decr(count.key)


here = Here()
