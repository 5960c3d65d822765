"""
The rule: one vote a user and question, while the question is open.

The database keeps it; this module says what to tell the voter when it speaks.
A vote holds no row that another vote needs. All code takes locks in this order, so that nobody
waits in a circle: a user to be deleted, a question to be edited, choices by id, votes, counters.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from polls.expressions import Held
from polls.models import Choice, Question, Vote

User = Any  # whatever AUTH_USER_MODEL names


class Refusal(Exception):
    """The reason why a vote or an edit is refused: ``code`` for programs, ``str()`` for people."""

    code = "refused"
    message = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.message)


class PollNotOpen(Refusal):
    code = "poll_not_open"
    message = _("This poll is not open yet.")


class PollClosed(Refusal):
    code = "poll_closed"
    message = _("This poll is closed.")


class ForeignChoice(Refusal):
    code = "foreign_choice"
    message = _("This is not a choice of this poll.")


class AlreadyVoted(Refusal):
    code = "already_voted"
    message = _("You have voted on this poll already.")


class VoterGone(Refusal):
    code = "user_inactive"
    message = _("User inactive or deleted")


def cast(*, user: User, question: Question, choice_id: int, now: datetime) -> None:
    """
    Vote for the first time.

    :raises PollNotOpen, PollClosed: when ``question`` is not open at ``now``.
    :raises ForeignChoice: when ``choice_id`` is not one of its choices.
    :raises AlreadyVoted: when ``user`` has a vote on it, however parallel the calls.
    :raises VoterGone: when ``user`` was deleted meanwhile.
    """
    require_open(question, now=now)
    with _refusing(user, question, choice_id), whole():
        question.votes.create(user=user, choice_id=choice_id, voted_at=now)


def change(*, user: User, question: Question, choice_id: int, now: datetime) -> None:
    """
    Vote, or vote differently. Repeating it changes nothing.

    :raises PollNotOpen, PollClosed, ForeignChoice, VoterGone: as ``cast``.
    """
    require_open(question, now=now)
    votes = question.votes.filter(user=user)
    with _refusing(user, question, choice_id):
        with whole():
            others = votes.exclude(choice_id=choice_id)
            moved = others.update(choice_id=Held(Value(choice_id)), voted_at=now)
        if moved or votes.exists():
            return
        try:
            with transaction.atomic():
                question.votes.create(user=user, choice_id=choice_id, voted_at=now)
        except IntegrityError:
            # Another call of the same user may have been first, or withdrawn since.
            if is_gone(user) or not question.choices.filter(pk=choice_id).exists():
                raise
            change(user=user, question=question, choice_id=choice_id, now=now)


def withdraw(*, user: User, question: Question, now: datetime) -> None:
    """
    Take the vote back. Repeating it changes nothing.

    :raises PollNotOpen, PollClosed: when ``question`` is not open at ``now``.
    """
    require_open(question, now=now)
    with whole():
        question.votes.filter(user=user, choice_id=Held(F("choice_id"))).delete()


def count(question: Question, choice_id: int) -> None:
    """Show ``question``, read before the vote, with the vote for ``choice_id`` in it."""
    for choice in question.choice_list:
        choice["votes"] += (choice["id"] == choice_id) - (choice["id"] == question.my_vote)
    question.my_vote = choice_id


def require_open(question: Question, *, now: datetime) -> None:
    """:raises PollNotOpen, PollClosed: when ``question`` is not open at ``now``."""
    match question.status(now=now):
        case "upcoming":
            raise PollNotOpen
        case "closed":
            raise PollClosed


def hold(question: Question) -> list[Choice]:
    """Hold ``question`` and its choices until the transaction ends; no vote comes in meanwhile."""
    list(Question.objects.filter(pk=question.pk).select_for_update(no_key=True).values_list("pk"))
    return list(question.choices.order_by("pk").select_for_update())


def is_gone(user: User) -> bool:
    return not get_user_model()._base_manager.filter(pk=user.pk).exists()


def lock_votes_of(users: QuerySet[Any]) -> None:
    """
    Hold the rows that deleting ``users`` will touch, in the order in which voters do.

    With a user's row held, no vote of theirs can be committed any more.
    """
    held = [pk for (pk,) in users.order_by("pk").select_for_update().values_list("pk")]
    chosen = Vote.objects.using(users.db).filter(user__in=held).values("choice_id")
    _lock(Choice.objects.using(users.db).filter(pk__in=chosen))


def _lock(choices: QuerySet[Choice]) -> None:
    """Hold ``choices`` until the transaction ends."""
    list(choices.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def whole() -> AbstractContextManager[Any]:
    """
    Return a transaction, or a savepoint in one, where one is needed.

    A statement by itself is a transaction; BEGIN and COMMIT would be two more journeys. On
    SQLite they are none, and those who begin a transaction can take turns.
    """
    is_needed = connection.in_atomic_block or connection.vendor == "sqlite"
    return transaction.atomic() if is_needed else nullcontext()


@contextmanager
def _refusing(user: User, question: Question, choice_id: int) -> Iterator[None]:
    """Say why, when the database refuses a vote."""
    try:
        yield
    except IntegrityError as error:
        if not question.choices.filter(pk=choice_id).exists():
            raise ForeignChoice from error
        # Not by the vote: whoever is here may have withdrawn it since.
        raise (VoterGone() if is_gone(user) else AlreadyVoted()) from error
