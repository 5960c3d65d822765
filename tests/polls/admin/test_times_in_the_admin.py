"""Times that were not touched stay as they were, to the microsecond."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from polls.models import Question
from tests.polls.admin.conftest import change, filled_in


def test_a_closed_poll_with_votes_stays_closed(staff, bob, question, tea, coffee, now):
    question.votes.create(user=bob, choice=tea, voted_at=now - timedelta(minutes=30))
    Question.objects.update(closes_at=now - timedelta(minutes=5))
    body = filled_in(["Tea", "Coffee"], initial=[tea, coffee], question_text="Tea or coffee?")
    answer = staff.post(change(question), body)
    assert "a closed poll stays closed" in answer.content.decode()
    assert Question.objects.get().closes_at is not None


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin"])
def test_times_that_were_not_touched_stay_to_the_microsecond(staff, ada, question, zone):
    """One of them in an hour that clocks show twice."""
    ada.time_zone = zone
    ada.save()
    closes_at = datetime.fromisoformat("2027-10-31T01:30:59.999999+00:00")
    Question.objects.update(closes_at=closes_at)
    form = staff.get(change(question)).context["adminform"].form
    with timezone.override(zone):
        opens, closes = map(timezone.make_naive, (question.pub_date, closes_at))
    assert form.fields["closes_at"].was == closes_at
    body = filled_in(
        ["Tea", "Coffee"],
        initial=list(question.choices.all()),
        pub_date_0=f"{opens:%Y-%m-%d}",
        pub_date_1=f"{opens:%H:%M:%S}",
        closes_at_0=f"{closes:%Y-%m-%d}",
        closes_at_1=f"{closes:%H:%M:%S}",
    )
    assert staff.post(change(question), body).status_code == 302
    edited = Question.objects.get()
    assert (edited.pub_date, edited.closes_at) == (question.pub_date, closes_at)
