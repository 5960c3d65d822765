"""
Big data for measuring: ``manage.py demo --users N --questions N --votes N``.

Rows are made a chunk at a time and by arithmetic, not by chance: a second run
knows what the first one made and adds only what is missing.
"""

from array import array
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, TextIO, cast

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.management.base import OutputWrapper
from django.utils import timezone
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from polls.models import Choice, Question, Vote

CHUNK = 5000  # rows; what is held in memory at a time
VOTER = "load-voter-"
TOPICS = ["Load: is it lunch time", "Load: shall we ship it", "Load: does this need a meeting"]
ANSWERS = [["Yes", "No"], ["Sure", "Maybe", "No"], ["Always", "Often", "Seldom", "Never"]]


def top_up(*, users: int, questions: int, votes: int, out: TextIO | OutputWrapper) -> None:
    """
    Add rows until there are as many; they begin with "load".

    :raises ValueError: when ``votes`` are more than one a user and question.
    """
    people = get_user_model().objects.filter(username__startswith=VOTER)
    asked = Question.objects.filter(question_text__startswith="Load: ")
    with _progress(out) as progress:
        _add_users(people.count(), users, progress)
        _add_questions(asked.count(), questions, progress)
        voters = array("q", people.order_by("pk").values_list("pk", flat=True).iterator())
        ballots = Ballots(asked)
        if votes > len(voters) * len(ballots):
            raise ValueError(
                f"{votes} votes need as many pairs of a user and a question; there are "
                f"{len(voters)} times {len(ballots)}. Raise --users or --questions."
            )
        made = Vote.objects.filter(user__in=people).count() if votes else 0
        rows = (ballots.vote(number, voters) for number in range(made, votes))
        for chunk in _chunks(rows):
            Vote.objects.bulk_create(chunk, ignore_conflicts=True)
            made += len(chunk)
            progress.update(_task(progress, "votes", votes), completed=made)


def _add_users(made: int, wanted: int, progress: Progress) -> None:
    user = get_user_model()
    rows = (
        user(username=f"{VOTER}{number:07}", password=make_password(None))
        for number in range(made, wanted)
    )
    for chunk in _chunks(rows):
        user.objects.bulk_create(chunk)
        made += len(chunk)
        progress.update(_task(progress, "users", wanted), completed=made)


def _add_questions(made: int, wanted: int, progress: Progress) -> None:
    authors = list(get_user_model().objects.order_by("pk").values_list("pk", flat=True)[:3])
    now = timezone.now().replace(microsecond=0)
    rows = (_question(number, authors[number % 3], now) for number in range(made, wanted))
    for chunk in _chunks(rows):
        Choice.objects.bulk_create(
            Choice(question=question, choice_text=text)
            for number, question in enumerate(Question.objects.bulk_create(chunk), made)
            for text in ANSWERS[number % len(ANSWERS)]
        )
        made += len(chunk)
        progress.update(_task(progress, "questions", wanted), completed=made)


def _question(number: int, author_id: int, now: datetime) -> Question:
    pub_date = now - timedelta(minutes=37 * number % (2 * 365 * 24 * 60))
    return Question(
        question_text=f"{TOPICS[number % len(TOPICS)]}, no. {number + 1:,}?",
        author_id=author_id,
        pub_date=pub_date,
        closes_at=pub_date + timedelta(days=30) if number % 3 == 0 else None,
    )


class Ballots:
    """Each question's choices and time, in arrays: 40 bytes a choice, not 400."""

    def __init__(self, questions: Any) -> None:
        self.choices = array("q")
        self.questions = array("q")
        self.begins = array("q")  # where in ``choices`` those of a question begin
        self.opens = array("d")
        self.spans = array("d")
        now = timezone.now()
        rows = Choice.objects.filter(question__in=questions).order_by("question_id", "pk")
        for pk, question_id, opens, closes in rows.values_list(
            "pk", "question_id", "question__pub_date", "question__closes_at"
        ).iterator():
            if not self.questions or self.questions[-1] != question_id:
                self.questions.append(question_id)
                self.begins.append(len(self.choices))
                self.opens.append(opens.timestamp())
                self.spans.append((min(closes or now, now) - opens).total_seconds())
            self.choices.append(pk)
        self.begins.append(len(self.choices))

    def __len__(self) -> int:
        return len(self.questions)

    def vote(self, number: int, voters: "array[int]") -> Vote:
        """The vote of this ``number``; each number is another pair of user and question."""
        turn, question = divmod(number, len(self))
        user = voters[(turn + question) % len(voters)]
        chance = (number * 2654435761 % 2**32) / 2**32  # Knuth's multiplicative hash
        begin, end = self.begins[question], self.begins[question + 1]
        choice = self.choices[begin + int((end - begin) * chance**1.5)]
        voted_at = self.opens[question] + self.spans[question] * (chance * 7919 % 1) ** 2
        return Vote(
            user_id=user,
            question_id=self.questions[question],
            choice_id=choice,
            voted_at=datetime.fromtimestamp(voted_at, UTC),
        )


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _progress(out: TextIO | OutputWrapper) -> Progress:
    return Progress(
        TextColumn("{task.description:>9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(file=cast(TextIO, out)),
    )


def _task(progress: Progress, name: str, total: int) -> TaskID:
    for task in progress.tasks:
        if task.description == name:
            return task.id
    return progress.add_task(name, total=total)
