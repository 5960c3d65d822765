"""A question as it was read, with its tag."""

import pytest

URL = "/polls/api/questions"
STALE = '"0123456789abcdef0123456789abcdef"'


@pytest.fixture
def url(question):
    return f"{URL}/{question.pk}"


@pytest.fixture
def tag(api_as, alice, url):
    """What Alice reads."""
    return api_as(alice).get(url)["ETag"]
