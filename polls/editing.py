"""Who may ask, edit, close and delete, and what holds once votes are in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from polls import voting
from polls.models import Choice, Question, Vote

CHOICES = range(2, 21)


class ChoicesFrozen(voting.Refusal):
    code = "choices_frozen"
    message = _("There are votes already: the choices stay as they are.")


def may_edit(user: AbstractUser | AnonymousUser, question: Question) -> bool:
    # A stranger has no id, and neither has the author of a question whose asker is gone.
    return user.is_authenticated and (user.is_staff or question.author_id == user.pk)


def validate_choices(texts: Sequence[str]) -> None:
    """:raises ValidationError: unless there are 2 to 20 of them, each different."""
    if len(texts) not in CHOICES:
        message = _("Give %(least)s to %(most)s choices.")
        raise ValidationError(message, "choices_number", {"least": CHOICES[0], "most": CHOICES[-1]})
    if len(set(texts)) < len(texts):
        raise ValidationError(_("Each choice must be different."), "choices_distinct")


def validate_times(*, pub_date: datetime, closes_at: datetime | None) -> None:
    """:raises ValidationError: when the poll would close before it opens."""
    if closes_at is not None and closes_at <= pub_date:
        raise ValidationError({"closes_at": _("A poll closes after it opens.")})


@transaction.atomic
def save(question: Question, *, choices: Sequence[str] | None = None) -> Question:
    """
    Save a new or an edited question; ``choices`` are texts in order, None keeps them.

    :raises ChoicesFrozen: when they differ from those that have votes.
    """
    question.save()
    if choices is not None:
        _replace_choices(question, list(choices))
    return question


def _replace_choices(question: Question, texts: list[str]) -> None:
    old = lock_choices(question)
    if texts == [choice.choice_text for choice in old]:
        return
    if any(choice.votes for choice in old):
        raise ChoicesFrozen
    question.choices.all().delete()
    Choice.objects.bulk_create(Choice(question=question, choice_text=text) for text in texts)


def close(question: Question, *, now: datetime) -> None:
    """
    Close it at ``now``.

    :raises PollNotOpen, PollClosed: when it is not open at ``now``.
    """
    voting.require_open(question, now=now)
    question.closes_at = now
    question.save(update_fields=["closes_at"])


@transaction.atomic
def delete(question: Question) -> None:
    lock_choices(question)
    # One statement; the ORM would load a million votes to see whether it may.
    Vote.objects.filter(question=question).delete()
    question.delete()


def lock_choices(question: Question) -> list[Choice]:
    """Hold them and read exact tallies: a vote that is being counted holds the same rows."""
    return list(question.choices.order_by("pk").select_for_update())
