"""The people and polls of the demo."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from polls import editing
from polls.models import Question, Vote

VOTERS = 60
#: Each one's password is the name. The first is the administrator.
PEOPLE = ("admin", "alice", "bob")

# (asked by, question, opened days ago, open for days or None, choices and their weights)
POLLS = [
    (
        "alice",
        "How should a script sign in to your API?",
        2.5,
        None,
        {"API token": 9, "OAuth2 client credentials": 6, "Session cookie": 1, "Basic auth": 2},
    ),
    (
        "bob",
        "Where do you keep an access token in a single-page app?",
        6,
        None,
        {"In memory": 8, "localStorage": 3, "A cookie that scripts cannot read": 7, "Elsewhere": 1},
    ),
    (
        "alice",
        "What shall we have for the team lunch on Friday?",
        1,
        9,
        {"Ramen": 5, "Falafel": 6, "Pizza": 4, "Thali": 7, "Surprise me": 2},
    ),
    (
        "admin",
        "Tabs or spaces?",
        40,
        None,
        {"Spaces": 8, "Tabs": 5, "Whatever the formatter says": 12},
    ),
    (
        "bob",
        "Which database would you trust with your votes?",
        21,
        None,
        {"PostgreSQL": 14, "SQLite": 9, "Pen and paper": 4},
    ),
    (
        "alice",
        "What is the best way to learn Django?",
        12,
        30,
        {"The tutorial": 6, "A project of my own": 10, "Reading the source": 5, "A book": 2},
    ),
    (
        "bob",
        "Name the meeting room with the squeaky door",
        18,
        14,
        {"404": 9, "The Door Is A Jar": 8, "Localhost": 5, "/dev/null": 7},
    ),
    (
        "admin",
        "When is our next community sprint?",
        30,
        20,
        {"A weekend in March": 4, "A weekday in April": 3, "During the conference": 9},
    ),
    (
        "alice",
        "Which talk should open the conference?",
        -5,
        21,
        {"Passkeys in an afternoon": 1, "How we lost a refresh token": 1, "The ORM, unrolled": 1},
    ),
]
# Alice and Bob voted on these, so that their pages show it. Nobody did on the first.
OWN_VOTES = {"alice": [1, 3, 6], "bob": [3, 5, 7]}


@transaction.atomic
def seed() -> None:
    """Add what is missing; what is there stays as people left it."""
    people = {name: _user(name) for name in PEOPLE}
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    voters = None
    for number, (author, text, ago, lasts, choices) in enumerate(POLLS):
        if Question.objects.filter(question_text=text).exists():
            continue
        pub_date = now - timedelta(days=ago)
        question = editing.save(
            Question(
                question_text=text,
                author=people[author],
                pub_date=pub_date,
                closes_at=pub_date + timedelta(days=lasts) if lasts else None,
            ),
            choices=list(choices),
        )
        voters = voters or [_voter(number) for number in range(VOTERS)]  # slow: if needed
        own = [people[name] for name, numbers in OWN_VOTES.items() if number in numbers]
        Vote.objects.bulk_create(_votes(question, list(choices.values()), own, voters, now=now))


def _user(name: str) -> Any:
    """Through the manager, so that signals see each of them."""
    users = get_user_model().objects
    if found := users.filter(username=name).first():
        return found
    create = users.create_superuser if name == "admin" else users.create_user
    return create(name, password=name)


def _voter(number: int) -> Any:
    """One who cannot sign in."""
    name = f"demo-voter-{number:02}"
    users = get_user_model().objects
    return users.filter(username=name).first() or users.create_user(name)


def _votes(
    question: Question, weights: list[int], own: list[Any], voters: list[Any], *, now: datetime
) -> Iterator[Vote]:
    dice = random.Random(question.question_text)  # noqa: S311  the same votes everywhere
    choices = list(question.choices.all())
    span = min(question.closes_at or now, now) - question.pub_date
    if span <= timedelta(0):
        return
    for user in own + dice.sample(voters, dice.randint(VOTERS // 3, VOTERS)):
        yield Vote(
            user=user,
            question=question,
            choice=dice.choices(choices, weights)[0],
            voted_at=question.pub_date + span * dice.betavariate(1, 2),  # most come early
        )
