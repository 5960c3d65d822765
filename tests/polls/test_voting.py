"""The rule: one vote a user and question, while the question is open."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from polls import voting
from polls.models import Choice, Question, Status, Vote


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


@pytest.mark.parametrize("rule", [voting.cast, voting.change])
@pytest.mark.parametrize("which", ["another question's", "nobody's"])
def test_a_choice_of_another_question_is_refused(bob, question, closed, now, rule, which):
    choice_id = closed.choices.first().pk if which == "another question's" else 0
    with pytest.raises(voting.ForeignChoice):
        rule(user=bob, question=question, choice_id=choice_id, now=now)
    assert not Vote.objects.exists()


@pytest.mark.parametrize("rule", [voting.cast, voting.change, voting.withdraw])
@pytest.mark.parametrize(
    ("which", "refusal"), [("closed", voting.PollClosed), ("upcoming", voting.PollNotOpen)]
)
def test_nothing_moves_while_a_question_is_not_open(
    bob, closed, upcoming, now, rule, which, refusal
):
    question = {"closed": closed, "upcoming": upcoming}[which]
    choice = question.choices.first()
    Vote.objects.create(user=bob, question=question, choice=choice)
    choice_id = {} if rule is voting.withdraw else {"choice_id": choice.pk}
    with pytest.raises(refusal):
        rule(user=bob, question=question, now=now, **choice_id)
    assert Vote.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rule", [voting.cast, voting.change])
def test_a_vote_of_a_user_who_is_gone_is_refused(make_user, ask, now, rule):
    question = ask()
    gone = make_user("gone")
    type(gone).objects.filter(pk=gone.pk).delete()
    with pytest.raises(voting.VoterGone):
        rule(user=gone, question=question, choice_id=Choice.objects.first().pk, now=now)
    assert not Vote.objects.exists()


@pytest.fixture
def another_vote_came_and_went(monkeypatch):
    """The first row that is saved meets one of the same user, who withdraws it at once."""
    save = Vote.save

    def refuse(vote, *args, **kwargs):
        monkeypatch.setattr(Vote, "save", save)
        raise IntegrityError

    monkeypatch.setattr(Vote, "save", refuse)


@pytest.mark.usefixtures("another_vote_came_and_went")
def test_a_vote_that_was_withdrawn_meanwhile_is_no_sign_that_its_user_is_gone(
    make_user, question, now
):
    ballot = {"user": make_user("here"), "question": question, "now": now}
    with pytest.raises(voting.AlreadyVoted):
        voting.cast(**ballot, choice_id=question.choices.first().pk)


@pytest.mark.usefixtures("another_vote_came_and_went")
def test_a_vote_by_setting_comes_after_one_that_was_withdrawn(make_user, question, now):
    user, choice = make_user("here"), question.choices.first()
    voting.change(user=user, question=question, now=now, choice_id=choice.pk)
    assert Vote.objects.get(user=user).choice == choice
