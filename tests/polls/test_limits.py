"""How many questions one person may ask."""

from datetime import timedelta

import pytest

from polls import limits
from polls.models import Question

URL = "/polls/api/questions"
QUESTION = {"question_text": "Bus or train?", "choices": ["Bus", "Train"]}
SECOND = timedelta(seconds=1)


def test_thirty_a_minute_are_taken_and_the_next_is_a_429(api_as, alice):
    client = api_as(alice)
    answers = [client.post(URL, QUESTION) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [201] * 30 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert answers[-1].json()["code"] == "throttled"
    assert Question.objects.count() == 30


def test_another_person_asks_meanwhile(api_as, alice, bob, asked):
    asked(30, seconds=1)
    assert api_as(alice).post(URL, QUESTION).status_code == 429
    assert api_as(bob).post(URL, QUESTION).status_code == 201


@pytest.mark.parametrize(
    ("number", "seconds", "wait"),
    [
        (29, 0, None),
        (30, 0, 60),
        (30, 59, 1),
        (30, 60, None),
        (199, 3600, None),
        (200, 3600, 23 * 3600),
        (200, 24 * 3600, None),
        (30, -30, 90),  # another node's clock, a little ahead
        (30, -3600, None),  # far ahead: it does not lock anybody out
    ],
)
def test_a_question_waits_for_the_oldest_of_its_span(alice, asked, now, number, seconds, wait):
    asked(number, seconds=seconds)
    if wait is None:
        limits.count(alice, now=now)
    else:
        with pytest.raises(limits.AskedTooMuch) as refusal:
            limits.count(alice, now=now)
        assert refusal.value.wait == wait


@pytest.mark.parametrize(
    ("before", "is_taken", "minute", "day"),
    [
        ([], True, (29, 60), (199, 86400)),
        ([(4, 10)], True, (25, 50), (195, 86390)),
        ([(29, 20)], True, (0, 40), (170, 86380)),
        ([(30, 20)], False, (0, 40), (170, 86380)),
        ([(20, 40), (10, 20)], False, (0, 20), (170, 86360)),
        ([(40, 20)], False, (0, 40), (160, 86380)),  # asked while the limit was higher
        ([(10, 40), (30, 20)], False, (0, 40), (160, 86360)),
        ([(5, -30)], True, (24, 60), (194, 86400)),  # another node's clock, a little ahead
        ([(199, 3600)], True, (29, 60), (0, 82800)),
        ([(200, 3600)], False, (30, None), (0, 82800)),
        ([(170, 3600), (30, 20)], False, (0, 40), (0, 82800)),
    ],
)
def test_each_limit_says_how_many_are_left_and_when_there_is_one_more(
    alice, asked, now, before, is_taken, minute, day
):
    for number, seconds in before:
        asked(number, seconds=seconds)
    if is_taken:
        left = limits.count(alice, now=now)
    else:
        with pytest.raises(limits.AskedTooMuch) as refusal:
            limits.count(alice, now=now)
        left = refusal.value.left
        waits = [reset for number, reset in (minute, day) if number == 0]
        assert refusal.value.wait == max(waits)
    assert [(number, reset) for _policy, number, reset in left] == [minute, day]
