"""Tallies of choices that are made late, restored or deleted are right."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from polls import editing
from polls.expressions import Votes
from polls.models import Choice, Question, Vote
from tests.polls.tallies.conftest import wrong

pytestmark = pytest.mark.django_db


def test_a_choice_saved_late_keeps_the_votes_that_came_meanwhile(question, tea, bob):
    early = Choice.objects.get(pk=tea.pk)
    Vote.objects.create(user=bob, question=question, choice=tea)
    early.choice_text = "Green tea"
    early.save()
    early.refresh_from_db()
    assert (early.choice_text, early.votes) == ("Green tea", 1)


def test_a_choice_begins_with_no_votes(question):
    assert Choice.objects.create(question=question, choice_text="Milk", votes=7).pk
    assert not wrong()


def test_a_dump_restored_counts_once(crowd, question, tmp_path):
    dump = io.StringIO()
    call_command("dumpdata", "accounts.user", "polls", stdout=dump)
    (tmp_path / "dump.json").write_text(dump.getvalue())
    # Loaded over what is there, where the tallies in the dump are out of date.
    crowd[0].delete()
    call_command("loaddata", tmp_path / "dump.json", verbosity=0)
    assert Vote.objects.count() == 5
    assert not wrong()
    # And loaded into emptiness.
    Vote.objects.all().delete()
    Question.objects.all().delete()
    call_command("loaddata", tmp_path / "dump.json", verbosity=0)
    assert Vote.objects.count() == 5
    assert not wrong()


@pytest.mark.parametrize("batch", [1, 2, 5, 6])
@pytest.mark.parametrize("at_once", [False, True])
def test_a_question_is_deleted_in_batches(crowd, question, closed, bob, now, batch, at_once):
    """A million votes in one statement would take longer than a statement may."""
    other = Vote.objects.create(user=bob, question=closed, choice=closed.choices.first())
    if at_once:
        question.votes.update(voted_at=now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editing, "BATCH", batch)
        with CaptureQueriesContext(connection) as queries:
            editing.delete(question)
    own = [q["sql"] for q in queries if " IN (" not in q["sql"]]  # the last is Django's cascade
    deletes = [sql for sql in own if sql.startswith('DELETE FROM "polls_vote"')]
    assert len(deletes) == (2 if at_once and batch < 6 else 5 // batch + 1)
    assert list(Vote.objects.all()) == [other]
    assert list(Question.objects.all()) == [closed]
    assert not wrong()


def test_the_tally_is_right_wherever_it_is_selected(crowd, question, tea):
    tea.refresh_from_db()
    assert tea.votes == 3
    assert list(question.choices.values_list("votes", flat=True)) == [3, 2]
    assert question.choices.aggregate(n=Sum(Votes())) == {"n": 5}
    assert list(question.choices.select_for_update().values_list("votes", flat=True)) == [3, 2]
    assert question.choices.alias(n=Votes()).get(n=3) == tea
