"""A change is made if its condition holds: If-Match and If-None-Match."""

import pytest

from polls.models import Question, Vote
from tests.polls.conditions.conftest import STALE

CHANGES = {
    "put": ("", {"question_text": "New?", "choices": ["A", "B"]}),
    "patch": ("", {"question_text": "New?"}),
    "delete": ("", None),
    "post": ("/close", None),
}
VOTES = {"post": True, "put": True, "delete": False}
CONDITIONS = [
    ({"If-Match": "{tag}"}, True),
    ({"If-Match": "{stale}, {tag}"}, True),
    ({"If-Match": "*"}, True),
    ({"If-None-Match": "{stale}"}, True),
    ({"If-Match": "{tag}", "If-None-Match": "{stale}"}, True),
    ({"If-Match": '"{bare}-gzip"'}, True),  # a proxy compressed the answer
    ({"If-Match": '"{bare};gzip"'}, True),
    ({"If-Match": '"{bare}-br", {stale}'}, True),
    ({"If-Match": '"{bare}-other"'}, False),
    ({"If-None-Match": 'W/"{bare};gzip"'}, False),
    ({"If-Match": "{stale}"}, False),
    ({"If-Match": "W/{tag}"}, False),  # strong comparison: §13.1.1
    ({"If-Match": ""}, False),
    ({"If-Match": "nonsense"}, False),
    ({"If-Match": "{bare}"}, False),  # without its quotes
    ({"If-None-Match": "*"}, False),
    ({"If-None-Match": "W/{tag}"}, False),  # weak comparison: §13.1.2
    ({"If-Match": "{tag}", "If-None-Match": "{tag}"}, False),
]


def filled_in(headers, tag):
    words = {"tag": tag, "stale": STALE, "bare": tag.strip('"')}
    return {name: value.format(**words) for name, value in headers.items()}


@pytest.mark.parametrize("method", CHANGES)
@pytest.mark.parametrize(("headers", "holds"), CONDITIONS)
def test_a_change_is_made_when_its_condition_holds(
    api_as, alice, question, url, tag, method, headers, holds
):
    tail, body = CHANGES[method]
    before = Question.objects.values().get()
    answer = getattr(api_as(alice), method)(url + tail, body, headers=filled_in(headers, tag))
    after = Question.objects.values().first()
    assert (answer.status_code, before == after) == (
        (412, True) if not holds else (204 if method == "delete" else 200, False)
    )
    if not holds:
        assert answer.json()["code"] == "precondition_failed"
        assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]


@pytest.mark.parametrize("method", VOTES)
@pytest.mark.parametrize(("headers", "holds"), CONDITIONS)
def test_a_vote_is_taken_when_its_condition_holds(
    api_as, alice, question, url, tea, coffee, method, headers, holds
):
    if method != "post":
        question.votes.create(user=alice, choice=coffee)
    client = api_as(alice)
    headers = filled_in(headers, client.get(url)["ETag"])
    before = list(Vote.objects.values())
    answer = getattr(client, method)(f"{url}/vote", {"choice": tea.pk}, headers=headers)
    assert (answer.status_code < 300) == holds
    assert (before != list(Vote.objects.values())) == holds
    if not holds:
        assert answer.status_code == 412


def test_a_vote_in_between_is_a_change(api_as, alice, bob, url, tea, tag):
    api_as(bob).post(f"{url}/vote", {"choice": tea.pk})
    answer = api_as(alice).delete(url, headers={"If-Match": tag})
    assert answer.status_code == 412
    assert Question.objects.exists()


@pytest.mark.parametrize(("caller", "status"), [("nobody", 401), ("bob", 403)])
def test_a_condition_opens_no_door(api, api_as, bob, url, caller, status):
    client = api_as(bob) if caller == "bob" else api
    assert client.delete(url, headers={"If-Match": STALE}).status_code == status


def test_a_question_that_is_gone_is_a_404_whatever_the_condition(api_as, alice, question, url, tag):
    question.delete()
    assert api_as(alice).delete(url, headers={"If-Match": tag}).status_code == 404
