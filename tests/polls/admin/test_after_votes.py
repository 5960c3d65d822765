"""Once there are votes, texts and choices stay as they are."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from polls.models import Question
from tests.polls.admin.conftest import change, filled_in


def test_a_question_with_votes_shows_its_text_and_choices_and_takes_neither(
    staff, bob, question, tea
):
    question.votes.create(user=bob, choice=tea)
    page = staff.get(change(question)).content.decode()
    assert 'name="choices-0-choice_text"' not in page
    assert 'name="question_text"' not in page
    body = filled_in([], pub_date_0="2020-01-01") | {"choices-INITIAL_FORMS": 2}
    del body["question_text"]
    assert staff.post(change(question), body).status_code == 302
    question.refresh_from_db()
    assert question.pub_date.year == 2020
    assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]


@pytest.mark.parametrize(
    ("choices", "fields", "said"),
    [
        (["Tea", "Coffee"], {"question_text": "New?"}, "the question stays as it is"),
        (["Water", "Coffee"], {}, "the choices stay as they are"),
        (["Tea", "Coffee", "Milk"], {}, "the choices stay as they are"),
        (["Tea", "Coffee"], {"choices-1-DELETE": "on"}, "the choices stay as they are"),
        (["Tea", "Coffee"], {"pub_date_0": "2090-01-01"}, "cannot open after the first"),
        (["Tea", "Coffee"], {"closes_at_0": "2026-01-02", "closes_at_1": "0:0"}, "cannot close"),
    ],
)
def test_a_form_older_than_the_votes_is_told_so(
    staff, bob, question, tea, coffee, choices, fields, said
):
    question.votes.create(user=bob, choice=tea)
    body = filled_in(choices, initial=[tea, coffee], question_text="Tea or coffee?") | fields
    answer = staff.post(change(question), body)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert (
        Question.objects.values().get()
        == Question.objects.filter(
            question_text="Tea or coffee?", pub_date=question.pub_date, closes_at=None
        )
        .values()
        .get()
    )
    assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]


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
