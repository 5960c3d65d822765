"""Results: counts, shares, and when the votes came in."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Case, Count, IntegerField, Value, When

from polls.models import Question, Vote

MOST_STEPS = 30
_STEPS = [
    *(timedelta(minutes=n) for n in (1, 5, 15, 30)),
    *(timedelta(hours=n) for n in (1, 3, 6, 12)),
    *(timedelta(days=n) for n in (1, 2, 7, 14, 30, 90, 365, 1500)),
]


def results(question: Question) -> dict[str, Any]:
    """
    Return counts and shares (0 to 1) a choice, and the votes a step of time.

    Nothing in it depends on the clock. Without a new vote it stays the same to
    the byte, and a client that asks again gets a 304.

    ``question`` comes from ``QuestionQuerySet.for_reader``.
    """
    total = sum(choice["votes"] for choice in question.choice_list)
    return {
        "id": question.pk,
        "question_text": question.question_text,
        "closes_at": question.closes_at,
        "total": total,
        "choices": [
            choice | {"share": round(choice["votes"] / total, 4) if total else 0.0}
            for choice in question.choice_list
        ],
        "over_time": votes_over_time(question),
    }


def votes_over_time(question: Question) -> list[dict[str, Any]]:
    """
    Count the votes in at most ``MOST_STEPS`` steps from the opening to the last vote.

    The database counts; a step with no votes is there with 0.
    """
    votes = Vote.objects.filter(question=question)
    last = votes.order_by("-voted_at").values_list("voted_at", flat=True).first()
    if last is None:
        return []
    bounds = step_bounds(question.pub_date, last)
    step = Case(
        *(When(voted_at__lt=end, then=Value(i)) for i, end in enumerate(bounds[1:-1])),
        default=Value(len(bounds) - 2),
        output_field=IntegerField(),
    )
    counts = dict(votes.values_list(step).annotate(Count("pk")).order_by())
    return [
        {"from": start, "to": end, "votes": counts.get(i, 0)}
        for i, (start, end) in enumerate(pairwise(bounds))
    ]


def step_bounds(first: datetime, last: datetime) -> list[datetime]:
    """Cut the time from ``first`` to past ``last`` in equal steps of a length people use."""
    span = max(last - first, timedelta(0))
    step = next((step for step in _STEPS if span < step * MOST_STEPS), _STEPS[-1])
    return [first + step * i for i in range(span // step + 2)]
