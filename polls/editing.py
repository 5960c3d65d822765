"""The rules for asking, editing, closing and deleting, before and after the first vote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

from polls import limits, texts, voting
from polls.models import Choice, Question, Status, Vote

CHOICES = range(2, 21)
BATCH = 50_000  # votes deleted in one statement: some 0.2 s


class Frozen(voting.Refusal):
    """An edit that would change what people have voted on."""


class ChoicesFrozen(Frozen):
    code = "choices_frozen"
    message = _("There are votes already: the choices stay as they are.")


class QuestionFrozen(Frozen):
    code = "question_frozen"
    message = _("There are votes already: the question stays as it is.")


class PollStaysClosed(Frozen):
    code = "poll_stays_closed"
    message = _("There are votes already: a closed poll stays closed.")


class OpensAfterVotes(Frozen):
    code = "opens_after_votes"
    message = _("There are votes already: the poll cannot open after the first of them.")


class ClosesBeforeVotes(Frozen):
    code = "closes_before_votes"
    message = _("There are votes already: the poll cannot close before the last of them.")


def may_edit(user: AbstractBaseUser | AnonymousUser | None, question: Question) -> bool:
    # A stranger has no id, and neither has the author of a question whose asker is gone.
    if user is None or not user.is_authenticated:
        return False
    return getattr(user, "is_staff", False) or question.author_id == user.pk


def validate_choices(choices: Sequence[str]) -> None:
    """:raises ValidationError: unless there are 2 to 20 of them, each different."""
    if len(choices) not in CHOICES:
        message = _("Give %(least)s to %(most)s choices.")
        raise ValidationError(message, "choices_number", {"least": CHOICES[0], "most": CHOICES[-1]})
    if len({texts.key(choice) for choice in choices}) < len(choices):
        raise ValidationError(_("Each choice must be different."), "choices_distinct")


def validate_times(*, pub_date: datetime, closes_at: datetime | None) -> None:
    """:raises ValidationError: when the poll would close before it opens."""
    if closes_at is not None and closes_at <= pub_date:
        raise ValidationError({"closes_at": _("A poll closes after it opens.")})


def require_votes_keep(old: Question, new: Question, *, now: datetime) -> None:
    """
    Hold an edit of a question with votes to what people have voted on.

    ``old`` is the stored question, ``new`` the same as it would be.

    :raises QuestionFrozen: when its text would change.
    :raises OpensAfterVotes: when it would open later than the first vote, or than ``now``.
    :raises PollStaysClosed: when it is closed at ``now`` and would be open again.
    :raises ClosesBeforeVotes: when it would close at or before the last vote.
    """
    if texts.canonical(new.question_text) != texts.canonical(old.question_text):
        raise QuestionFrozen
    if (new.pub_date, new.closes_at) == (old.pub_date, old.closes_at):
        return
    votes = Vote.objects.filter(question=old).aggregate(first=Min("voted_at"), last=Max("voted_at"))
    if new.pub_date != old.pub_date and new.pub_date > min(votes["first"] or now, now):
        raise OpensAfterVotes
    if new.closes_at == old.closes_at:
        return
    if Status.CLOSED == old.status(now=now) != new.status(now=now):
        raise PollStaysClosed
    if new.closes_at and votes["last"] and new.closes_at <= votes["last"]:
        raise ClosesBeforeVotes


@transaction.atomic
def ask(question: Question, *, choices: Sequence[str], now: datetime) -> Question:
    """
    Save a new question of ``question.author``; ``choices`` are texts in order.

    ``asking_left`` of the question says what its author may still ask.

    :raises AskedTooMuch: when its author has asked too many lately.
    """
    question.asking_left = limits.count(question.author, now=now)
    return save(question, choices=choices)


@transaction.atomic
def save(question: Question, *, choices: Sequence[str]) -> Question:
    """Save a new question; nobody counts how many."""
    question.save()
    _make_choices(question, choices)
    return question


@transaction.atomic
def edit(question: Question, *, choices: Sequence[str] | None = None, now: datetime) -> Question:
    """
    Save an edited question; ``choices`` are texts in order, None keeps them.

    :raises Frozen: when it has votes and would not be what they were given on.
    """
    old = voting.hold(question)
    given = None if choices is None else [texts.canonical(text) for text in choices]
    # Rows may be older than the canonical form.
    are_replaced = given not in (None, [texts.canonical(choice.choice_text) for choice in old])
    if question.votes.exists():
        if are_replaced:
            raise ChoicesFrozen
        require_votes_keep(Question.objects.get(pk=question.pk), question, now=now)
    question.save()
    if given is not None and are_replaced:
        question.choices.all().delete()
        _make_choices(question, given)
    return question


def _make_choices(question: Question, choices: Sequence[str]) -> None:
    Choice.objects.bulk_create(Choice(question=question, choice_text=text) for text in choices)


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
    """Delete it and its votes, however many: each statement is short, and all hold or none."""
    voting.hold(question)
    votes = Vote.objects.filter(question=question)
    times = votes.order_by("voted_at").values_list("voted_at", flat=True)
    while last := times[BATCH - 1 : BATCH].first():
        votes.filter(voted_at__lte=last).delete()
        # Past the rows that this transaction deleted: an index still leads to them.
        votes, times = votes.filter(voted_at__gt=last), times.filter(voted_at__gt=last)
    votes.delete()
    question.delete()
