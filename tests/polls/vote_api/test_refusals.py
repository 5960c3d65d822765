"""A vote that cannot be is refused, by a code."""

import pytest

from polls.models import Vote


@pytest.mark.parametrize(
    "choice",
    [
        None,
        True,
        False,
        "",
        "x",
        "tea",
        [],
        [1],
        {},
        {"id": 1},
        0,
        -1,
        1.5,
        2**63,
        10**400,
        "9" * 999,
    ],
)
@pytest.mark.parametrize("method", ["post", "put"])
def test_what_is_no_choice_is_a_400(api_as, bob, url, choice, method):
    answer = getattr(api_as(bob), method)(url, {"choice": choice})
    assert answer.status_code == 400
    assert not Vote.objects.exists()


def test_a_body_without_a_choice_is_a_400(api_as, bob, url):
    answer = api_as(bob).post(url, {})
    assert answer.status_code == 400
    assert answer.json() == {"choice": ["This field is required."]}


@pytest.mark.parametrize("method", ["post", "put"])
def test_a_choice_of_another_question_is_a_400(api_as, bob, url, closed, method):
    for choice_id in (closed.choices.first().pk, 987654321):
        answer = getattr(api_as(bob), method)(url, {"choice": choice_id})
        assert answer.status_code == 400
        assert answer.json()["code"] == "foreign_choice"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("which", ["closed", "upcoming"])
def test_a_poll_that_is_not_open_is_a_409(api_as, bob, closed, upcoming, method, which):
    question = {"closed": closed, "upcoming": upcoming}[which]
    answer = getattr(api_as(bob), method)(
        f"/polls/api/questions/{question.pk}/vote", {"choice": question.choices.first().pk}
    )
    assert answer.status_code == 409
    code = {"closed": "poll_closed", "upcoming": "poll_not_open"}[which]
    assert answer.json()["code"] == code
    assert not Vote.objects.exists()
