"""The quick way judges by the clock whether a question is open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from polls import editing
from polls.models import Question
from tests.config.hot.booth import Booth

now = timezone.now()
STATES = {
    "open": ({}, True, "201"),
    "closes later": ({"closes_at": now + timedelta(days=1)}, True, "201"),
    "closed": (
        {"pub_date": now - timedelta(days=2), "closes_at": now - timedelta(days=1)},
        False,
        "409",
    ),
    "upcoming": ({"pub_date": now + timedelta(days=1)}, False, "409"),
}


@pytest.mark.parametrize(("fields", "is_hot", "status"), STATES.values(), ids=STATES)
def test_a_question_is_judged_alike(site, bob, by_alice, fields, is_hot, status):
    asked = Question(**{"question_text": "Tea?", "author": bob} | fields)
    question = editing.save(asked, choices=["Tea", "„No“"])
    booth = Booth(site, f"/polls/api/questions/{question.pk}/vote/")
    body = b'{"choice":%d}' % question.choices.last().pk

    assert booth.compare(body, **by_alice) is is_hot
    assert booth.status == status
