"""How many questions one person may ask: few enough that nobody fills the list alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.utils.translation import gettext_lazy as _

from polls import voting
from polls.models import Asking

DAY = timedelta(days=1)
#: A number of questions, and the time in which they may be asked.
LIMITS = [(30, timedelta(minutes=1)), (200, DAY)]
#: Clocks of servers differ by less. A time further ahead is a wrong clock's, and does not count.
MOST_AHEAD = timedelta(minutes=1)


class AskedTooMuch(voting.Refusal):
    """``wait``: seconds until the next question."""

    code = "throttled"
    message = _("You have asked many questions in a short time.")

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def count(user: Any, *, now: datetime) -> None:
    """
    Count a question of ``user``, in the transaction that asks it.

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
    for most, span in LIMITS:
        if len(times) >= most and (wait := times[-most] + span.total_seconds() - second) > 0:
            raise AskedTooMuch(ceil(wait))
    asking.times = [*times, second]
    asking.save()
