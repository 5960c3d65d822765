"""No vote comes or goes for a choice, a time or a user that is not right."""

import pytest
from django.db import IntegrityError

from polls import voting
from polls.models import Choice, Vote


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
