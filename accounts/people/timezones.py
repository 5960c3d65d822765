"""The zones to choose from, and the other names that browsers have for them."""

from functools import cache
from importlib.resources import files

import pytz


def choices() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in pytz.common_timezones]


def listed_name(name: str) -> str:
    """Return what ``name`` is called in ``choices``: ``Asia/Kolkata`` for ``Asia/Calcutta``."""
    return name if name in pytz.common_timezones_set else _links().get(name, name)


@cache
def _links() -> dict[str, str]:
    """Other name: name. Links are lines of ``L name other-name`` (zic(8))."""
    lines = (files("tzdata.zoneinfo") / "tzdata.zi").read_text().splitlines()
    links = [line.split()[1:] for line in lines if line.startswith("L ")]
    return {other: name for name, other in links}
