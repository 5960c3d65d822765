"""The rule: one vote a user and question, while the question is open."""

from datetime import timedelta

import pytest

from polls import voting
from polls.models import Question, Status, Vote


def tallies(question):
    return dict(question.choices.values_list("choice_text", "votes"))


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("before it opens", Status.UPCOMING),
        ("when it opens", Status.OPEN),
        ("before it closes", Status.OPEN),
        ("when it closes", Status.CLOSED),
    ],
)
def test_a_question_is_open_from_its_first_instant_to_before_its_last(ask, now, moment, status):
    tick = timedelta(microseconds=1)
    at = {
        "before it opens": now - tick,
        "when it opens": now,
        "before it closes": now + timedelta(1) - tick,
        "when it closes": now + timedelta(1),
    }[moment]
    question = ask(pub_date=now, closes_at=now + timedelta(1))
    assert question.status(now=at) == status
    for each in Status:
        found = getattr(Question.objects, each)(now=at)
        assert list(found) == ([question] if each == status else [])


def test_a_question_without_an_end_stays_open(question, now):
    assert question.status(now=now + timedelta(days=10_000)) == Status.OPEN


def test_a_vote_is_counted(bob, question, tea, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    assert tallies(question) == {"Tea": 1, "Coffee": 0}
    assert Vote.objects.get().voted_at == now


def test_a_second_vote_is_refused(bob, question, tea, coffee, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    with pytest.raises(voting.AlreadyVoted):
        voting.cast(user=bob, question=question, choice_id=coffee.pk, now=now)
    assert tallies(question) == {"Tea": 1, "Coffee": 0}


def test_a_vote_can_be_changed(bob, question, tea, coffee, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    later = now + timedelta(minutes=5)
    voting.change(user=bob, question=question, choice_id=coffee.pk, now=later)
    assert tallies(question) == {"Tea": 0, "Coffee": 1}
    assert Vote.objects.get().voted_at == later


def test_a_change_without_a_vote_votes(bob, question, tea, now):
    voting.change(user=bob, question=question, choice_id=tea.pk, now=now)
    assert tallies(question) == {"Tea": 1, "Coffee": 0}


def test_a_change_to_the_same_changes_nothing(bob, question, tea, now):
    voting.change(user=bob, question=question, choice_id=tea.pk, now=now)
    before = Vote.objects.values().get()
    voting.change(user=bob, question=question, choice_id=tea.pk, now=now + timedelta(minutes=5))
    assert Vote.objects.values().get() == before


def test_a_vote_can_be_withdrawn_and_cast_again(bob, question, tea, coffee, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    voting.withdraw(user=bob, question=question, now=now)
    voting.withdraw(user=bob, question=question, now=now)
    assert tallies(question) == {"Tea": 0, "Coffee": 0}
    voting.cast(user=bob, question=question, choice_id=coffee.pk, now=now)
    assert tallies(question) == {"Tea": 0, "Coffee": 1}
