"""People are deleted while others are, and while they vote."""

import re

from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polls import editing
from polls.models import Question, Vote
from tests.polls.races.conftest import ids
from tests.polls.tallies.conftest import wrong


def test_deleting_people_in_bulk_waits_in_no_circle(together, poll, users):
    """Each deletes all votes of six people over both polls, in one statement."""
    other = editing.save(Question(question_text="Cats or dogs?"), choices=["Cats", "Dogs"])
    for question in (poll, other):
        choices = ids(question)
        for number, user in enumerate(users):
            Vote.objects.create(user=user, question=question, choice_id=choices[number % 2])

    together(lambda half: Vote.objects.filter(user__in=users[half::2]).delete(), [0, 1])
    assert not Vote.objects.exists()
    assert not wrong()


def test_people_are_deleted_twice_at_once_in_no_circle(together, poll, users):
    """Two members of staff select several people, and some of them are the same."""
    for number, user in enumerate(users[:8]):
        Vote.objects.create(user=user, question=poll, choice_id=ids(poll)[number % 2])
    everybody = get_user_model().objects
    chosen = [[user.pk for user in users[:8] if user.pk % 3 != left_out] for left_out in range(3)]

    together(lambda pks: everybody.filter(pk__in=pks).delete(), chosen)
    assert not Vote.objects.exists()
    assert not wrong()


def test_people_are_deleted_in_as_many_queries_however_many_they_are(users):
    def queries(pks):
        with CaptureQueriesContext(connection) as seen:
            get_user_model().objects.filter(pk__in=pks).delete()
        return len(seen)

    everybody = [user.pk for user in users]
    assert queries(everybody[:2]) == queries(everybody[2:])


def test_one_person_asks_as_many_questions_as_are_allowed(together, poll, api_as):
    author = get_user_model().objects.create_user("author")
    body = {"question_text": "Bus or train?", "choices": ["Bus", "Train"]}

    def ask(number):
        return [api_as(author).post("/polls/api/questions", body) for _ in range(5)]

    answers = [answer for answers in together(ask, range(8)) for answer in answers]
    assert sorted(answer.status_code for answer in answers) == [201] * 30 + [429] * 10
    assert Question.objects.filter(author=author).count() == 30
    # Each of them is told what it alone left.
    left = [int(re.match(r'"questions-per-minute";r=(\d+)', a["RateLimit"])[1]) for a in answers]
    assert sorted(left) == [0] * 10 + [*range(30)]
