"""The address of the vote on a question."""

import pytest


@pytest.fixture
def url(question):
    return f"/polls/api/questions/{question.pk}/vote"
