"""A poll that two voted in, and the address of its results."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model

from polls.models import Vote

OPENED = datetime(2030, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def poll(ask, make_user):
    """Three for tea within three days, one for coffee on the fourth."""
    question = ask(pub_date=OPENED)
    tea, coffee = question.choices.all()
    users = get_user_model().objects.bulk_create(
        get_user_model()(username=f"voter{i}") for i in range(4)
    )
    days = [(tea, 0.1), (tea, 0.2), (tea, 2.5), (coffee, 3.5)]
    Vote.objects.bulk_create(
        Vote(user=user, question=question, choice=choice, voted_at=OPENED + timedelta(days=day))
        for user, (choice, day) in zip(users, days, strict=True)
    )
    return question


def url(question, form=""):
    return f"/polls/api/questions/{question.pk}/results{form}"
