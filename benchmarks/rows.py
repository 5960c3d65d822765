"""The same rows for everybody, made by arithmetic."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.tokens import keys

CHOICES = ["Yes", "No", "Maybe", "Never"]
FREE = 200  # the last questions, on which nobody has voted yet
NOW = datetime.now(UTC).replace(microsecond=0)
YEARS = timedelta(days=2 * 365)
TOPICS = [  # and as they are found and sorted by: see polls/texts.py
    ("Shall we ship it", "shall we ship it"),
    ("Où passer l'été", "ou passer l'ete"),
    ("Tabs or spaces", "tabs or spaces"),
    ("Вместе или врозь", "вместе или врозь"),
    ("Does this need a meeting", "does this need a meeting"),
]


def key(number: int) -> str:
    """Return the token of this user of the service."""
    body = f"{keys.PREFIX}{number:0{keys.RANDOM_LENGTH}}"
    return body + keys.checksum(body)


def stock_key(number: int) -> str:
    """Return the token of this user of the stock project."""
    return f"{number:040}"


def first_choice(question: int) -> int:
    """Return the id of its first choice; the others follow."""
    return (question - 1) * len(CHOICES) + 1


def questions(count: int) -> Iterator[tuple[int, str, str, datetime, datetime | None]]:
    """Yield id, text, folded text, beginning and end: two years of them, one third with an end."""
    for number in range(1, count + 1):
        text, folded = TOPICS[number % len(TOPICS)]
        opens = NOW - YEARS * (number * 7919 % count / count) + timedelta(days=number % 97 == 0)
        closes = opens + timedelta(days=30) if number % 3 == 0 and number <= count - FREE else None
        yield number, f"{text}, no. {number}?", f"{folded}, no. {number}?", opens, closes


def choices(count: int) -> Iterator[tuple[Any, ...]]:
    for question in range(count):
        for place, text in enumerate(CHOICES, 1):
            yield question * len(CHOICES) + place, question + 1, text, 0
