from datetime import datetime, timedelta

# A node whose clock is ahead makes credentials that outlive their time elsewhere.
# Clocks that are kept drift by less than this.
CLOCK_SKEW = timedelta(seconds=60)


def is_from_future(made_at: datetime, *, now: datetime) -> bool:
    """Tell whether something claims to be made later than ``now`` and clock skew allow."""
    return made_at > now + CLOCK_SKEW
