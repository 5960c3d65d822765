"""The rules of voting hold when everybody votes at once."""

import random
from contextlib import suppress

from django.contrib.auth import get_user_model
from django.utils import timezone

from polls import editing, voting
from polls.models import Question, Vote
from tests.polls.races.conftest import ids
from tests.polls.tallies.conftest import wrong


def test_twelve_votes_of_one_user_are_one(together, poll, users):
    def vote(choice_id):
        voting.cast(user=users[0], question=poll, choice_id=choice_id, now=timezone.now())
        return "counted"

    answers = together(vote, ids(poll) * 6)
    assert sorted(answers) == ["already_voted"] * 11 + ["counted"]
    assert Vote.objects.count() == 1
    assert not wrong()


def test_twelve_first_votes_by_setting_are_one(together, poll, users):
    def vote(choice_id):
        voting.change(user=users[0], question=poll, choice_id=choice_id, now=timezone.now())

    together(vote, ids(poll) * 6)
    assert Vote.objects.count() == 1
    assert not wrong()


def test_a_crowd_that_swaps_and_leaves_waits_in_no_circle(together, poll, users):
    other = editing.save(Question(question_text="Cats or dogs?"), choices=["Cats", "Dogs"])
    polls = [(poll, ids(poll)), (other, ids(other))]

    def live(number):
        if number >= len(users):  # somebody deletes one of them in mid-vote
            get_user_model().objects.get(pk=users[number % len(users)].pk).delete()
            return
        user, dice = users[number], random.Random(number)  # noqa: S311
        for _ in range(15):
            question, choices = dice.choice(polls)
            ballot = {"user": user, "question": question, "now": timezone.now()}
            rule = dice.choice([voting.cast, voting.change, voting.change, voting.withdraw])
            if rule is not voting.withdraw:
                ballot["choice_id"] = dice.choice(choices)
            with suppress(voting.AlreadyVoted):
                rule(**ballot)

    together(live, range(len(users) + 4))
    assert not wrong()
    assert get_user_model().objects.count() == 8
