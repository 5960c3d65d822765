from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from polls import editing, sharing
from polls.models import Asking, Choice, Question


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ask(db, now):
    """``ask("Tea or coffee?", by=alice)``: a poll, open since an hour unless told otherwise."""

    def ask(text="Tea or coffee?", *, by=None, choices=("Tea", "Coffee"), **fields):
        fields = {"pub_date": now - timedelta(hours=1)} | fields
        question = Question(question_text=text, author=by, **fields)
        return editing.save(question, choices=choices)

    return ask


@pytest.fixture
def question(ask, alice):
    """Alice's: Tea or coffee?"""
    return ask(by=alice)


@pytest.fixture
def tea(question):
    return question.choices.get(choice_text="Tea")


@pytest.fixture
def coffee(question):
    return question.choices.get(choice_text="Coffee")


@pytest.fixture
def closed(ask, alice, now):
    return ask("Cats or dogs?", by=alice, choices=("Cats", "Dogs"), closes_at=now)


@pytest.fixture
def upcoming(ask, alice, now):
    return ask("Sea or hills?", by=alice, choices=("Sea", "Hills"), pub_date=now + timedelta(1))


@pytest.fixture
def many(db, now):
    """45 questions; 30 of them of one instant, in the middle, and three texts."""
    questions = Question.objects.bulk_create(
        Question(
            question_text=f"Question {i % 3}",
            pub_date=now - timedelta(minutes=min(max(i, 8), 37)),
        )
        for i in range(45)
    )
    Choice.objects.bulk_create(
        Choice(question=question, choice_text=text)
        for question in questions
        for text in ("Yes", "No")
    )
    return questions


@pytest.fixture
def voted(ask, alice, bob, charlie, now):
    """Open since ten hours; votes eight and two hours ago."""
    question = ask(by=alice, pub_date=now - timedelta(hours=10))
    tea, coffee = question.choices.all()
    question.votes.create(user=bob, choice=tea, voted_at=now - timedelta(hours=8))
    question.votes.create(user=charlie, choice=coffee, voted_at=now - timedelta(hours=2))
    return question


@pytest.fixture
def asked(alice, now):
    """``asked(5, seconds=30)``: Alice asked five questions, 30 seconds ago."""

    def asked(number, *, seconds):
        asking, _ = Asking.objects.get_or_create(user=alice)
        asking.times = [*asking.times, *[now.timestamp() - seconds] * number]
        asking.save()

    return asked


@pytest.fixture
def link(question):
    return f"/polls/shared/{sharing.code_of(question)}/"


@pytest.fixture
def stranger():
    return Client()
