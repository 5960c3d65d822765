"""What ``polls`` holds about one person, for the file that they can download."""

from __future__ import annotations

from typing import Any

from polls.models import Question, Vote


def questions(user: Any) -> list[dict[str, Any]]:
    """Return the questions that ``user`` asked, in the order in which they were asked."""
    asked = Question.objects.asked_by(user).order_by("id").prefetch_related("choices")
    return [
        {
            "id": question.pk,
            "question_text": question.question_text,
            "pub_date": question.pub_date,
            "closes_at": question.closes_at,
            "choices": [choice.choice_text for choice in question.choices.all()],
        }
        for question in asked
    ]


def votes(user: Any) -> list[dict[str, Any]]:
    """Return the votes of ``user``, the first cast first."""
    cast = Vote.objects.filter(user_id=user.pk).order_by("voted_at", "pk")
    return [
        {
            "question": vote.question_id,
            "question_text": vote.question.question_text,
            "choice_text": vote.choice.choice_text,
            "voted_at": vote.voted_at,
        }
        for vote in cast.select_related("question", "choice")
    ]
