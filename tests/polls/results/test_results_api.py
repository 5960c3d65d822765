"""/polls/api/questions/{id}/results: numbers, a picture, a table."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from polls.models import Question
from polls.results import MOST_STEPS, step_bounds
from tests.polls.results.conftest import OPENED, url


def test_results_tell_counts_and_shares(api_as, charlie, poll):
    answer = api_as(charlie).get(url(poll)).json()
    assert answer["total"] == 4
    assert [(c["choice_text"], c["votes"], c["share"]) for c in answer["choices"]] == [
        ("Tea", 3, 0.75),
        ("Coffee", 1, 0.25),
    ]
    assert set(answer) == {"id", "question_text", "closes_at", "total", "choices", "over_time"}


def test_results_tell_when_votes_came_in(api_as, charlie, poll):
    steps = api_as(charlie).get(url(poll)).json()["over_time"]
    assert len(steps) <= MOST_STEPS
    assert sum(step["votes"] for step in steps) == 4
    assert steps[0] == {"from": "2030-05-01T12:00:00Z", "to": "2030-05-01T15:00:00Z", "votes": 1}
    assert steps[1]["votes"] == 1
    assert steps[-1]["from"] <= "2030-05-05T00:00:00Z" < steps[-1]["to"]
    assert steps[-1]["votes"] == 1
    assert all(one["to"] == two["from"] for one, two in pairwise(steps))


def test_results_of_nothing_are_zero(api_as, charlie, question):
    answer = api_as(charlie).get(url(question)).json()
    assert answer["total"] == 0
    assert [choice["share"] for choice in answer["choices"]] == [0, 0]
    assert answer["over_time"] == []


def test_votes_older_than_the_opening_count_in_the_first_step(api_as, alice, poll):
    Question.objects.update(pub_date=OPENED + timedelta(days=3))
    steps = api_as(alice).get(url(poll)).json()["over_time"]
    assert steps[0]["votes"] == 3
    Question.objects.update(pub_date=OPENED + timedelta(days=30))
    assert [step["votes"] for step in api_as(alice).get(url(poll)).json()["over_time"]] == [4]


@pytest.mark.parametrize(
    "span",
    [timedelta(0), timedelta(seconds=-5), *(timedelta(minutes=4**n) for n in range(12))],
)
def test_time_is_cut_in_few_steps_that_hold_it(span):
    bounds = step_bounds(OPENED, OPENED + span)
    assert 1 <= len(bounds) - 1 <= MOST_STEPS
    assert bounds[0] == OPENED
    assert bounds[-1] > OPENED + span


def test_a_century_is_cut_in_few_steps_too():
    bounds = step_bounds(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 12, 31, tzinfo=UTC))
    assert len(bounds) - 1 <= MOST_STEPS


def test_unchanged_results_are_a_304(api_as, charlie, poll):
    client = api_as(charlie)
    for form in ("", ".svg", ".csv"):
        tag = client.get(url(poll, form))["ETag"]
        answer = client.get(url(poll, form), headers={"If-None-Match": tag})
        assert answer.status_code == 304
        assert not answer.content


def test_results_cost_four_queries(api_as, charlie, poll, django_assert_num_queries):
    client = api_as(charlie)
    client.get(url(poll))
    with django_assert_num_queries(4):  # the token, the question, the last vote, the steps
        client.get(url(poll))
