"""How many questions one person may ask: few enough that nobody fills the list alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from polls import voting
from polls.models import Asking

DAY = timedelta(days=1)


class Policy(NamedTuple):
    """``most`` questions in any ``span``; programs read the name (``rate_limit``)."""

    name: str
    most: int
    span: timedelta


LIMITS = [
    Policy("questions-per-minute", 30, timedelta(minutes=1)),
    Policy("questions-per-day", 200, DAY),
]
#: Clocks of servers differ by less. A time further ahead is a wrong clock's, and does not count.
MOST_AHEAD = timedelta(minutes=1)


class Left(NamedTuple):
    """
    The ``number`` of questions that ``policy`` leaves to a person.

    ``reset``: seconds until there is one more; None while nothing is used.
    """

    policy: Policy
    number: int
    reset: int | None


class AskedTooMuch(voting.Refusal):
    """``wait``: seconds until the next question; ``left`` by each policy of ``LIMITS``."""

    code = "throttled"
    message = _("You have asked many questions in a short time.")

    def __init__(self, left: Sequence[Left]) -> None:
        super().__init__(left)
        self.left = left
        self.wait = max(one.reset or 0 for one in left if not one.number)


def count(user: Any, *, now: datetime) -> list[Left]:
    """
    Count a question of ``user``, in the transaction that asks it; return what is left.

    Exact under parallel calls: the person's row is held until the transaction ends.
    A question that is deleted stays counted.

    :raises AskedTooMuch: when ``user`` has asked as many as ``LIMITS`` allow.
    """
    Asking.objects.get_or_create(user_id=user.pk)
    asking = Asking.objects.select_for_update().get(user_id=user.pk)
    second = now.timestamp()
    times = sorted(
        time
        for time in asking.times
        if second - DAY.total_seconds() < time < second + MOST_AHEAD.total_seconds()
    )
    left = _left(times, second)
    if not all(one.number for one in left):
        raise AskedTooMuch(left)
    asking.times = [*times, second]
    asking.save()
    return _left(sorted(asking.times), second)


def _left(times: Sequence[float], second: float) -> list[Left]:
    """Return what each policy leaves at ``second``, where ``times`` of questions are in order."""
    found = []
    for policy in LIMITS:
        span = policy.span.total_seconds()
        inside = [time for time in times if time + span > second][-policy.most :]
        reset = ceil(inside[0] + span - second) if inside else None
        found.append(Left(policy, policy.most - len(inside), reset))
    return found
