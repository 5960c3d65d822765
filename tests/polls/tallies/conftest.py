"""A crowd that voted, and the tallies that are wrong."""

import pytest
from django.db import connection
from django.db.models import Count

from polls.models import Choice, Vote


def wrong():
    """Choices whose tally is not the number of their votes."""
    counted = Vote.objects.values("choice").annotate(n=Count("pk")).values_list("choice", "n")
    votes = dict(counted)
    return [choice for choice in Choice.objects.all() if choice.votes != votes.get(choice.pk, 0)]


@pytest.fixture
def crowd(make_user, question, tea, coffee):
    """Five who voted, by bulk_create: three for tea."""
    users = [make_user(f"voter{i}") for i in range(5)]
    Vote.objects.bulk_create(
        Vote(user=user, question=question, choice=tea if i < 3 else coffee)
        for i, user in enumerate(users)
    )
    return users


postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer, and one counter"
)
