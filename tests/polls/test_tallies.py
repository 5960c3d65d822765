"""Tallies equal votes, whoever writes them and however."""

import io

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, F, Sum
from django.db.models.deletion import RestrictedError
from django.test.utils import CaptureQueriesContext

from polls import editing, tallies
from polls.expressions import Votes
from polls.models import Choice, Question, Vote

pytestmark = pytest.mark.django_db


def wrong():
    """Choices whose tally is not the number of their votes."""
    counted = Vote.objects.values("choice").annotate(n=Count("pk")).values_list("choice", "n")
    votes = dict(counted)
    return [choice for choice in Choice.objects.all() if choice.votes != votes.get(choice.pk, 0)]


@pytest.fixture
def crowd(make_user, question, tea, coffee):
    """Five who voted, by bulk_create: three for tea."""
    users = [make_user(f"voter{i}") for i in range(5)]
    Vote.objects.bulk_create(
        Vote(user=user, question=question, choice=tea if i < 3 else coffee)
        for i, user in enumerate(users)
    )
    return users


def test_votes_made_in_bulk_are_counted(crowd, tea, coffee):
    tea.refresh_from_db()
    coffee.refresh_from_db()
    assert (tea.votes, coffee.votes) == (3, 2)


def test_votes_that_conflict_are_not_counted(crowd, question, coffee):
    Vote.objects.bulk_create(
        [Vote(user=user, question=question, choice=coffee) for user in crowd],
        ignore_conflicts=True,
    )
    assert not wrong()


def test_deleting_a_user_takes_the_votes_along(crowd, question):
    crowd[0].delete()
    type(crowd[0]).objects.filter(pk__in=[user.pk for user in crowd[1:4]]).delete()
    assert Vote.objects.count() == 1
    assert not wrong()


def test_votes_moved_in_one_statement_are_counted(crowd, question, tea, coffee):
    Vote.objects.filter(choice=tea).update(choice=coffee)
    assert Choice.objects.get(pk=coffee.pk).votes == 5
    assert not wrong()


def test_votes_that_trade_places_are_counted(crowd, tea, coffee):
    Vote.objects.update(choice=tea.pk + coffee.pk - F("choice"))
    assert Choice.objects.get(pk=coffee.pk).votes == 3
    assert not wrong()


def test_raw_sql_is_counted(crowd, tea):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM polls_vote WHERE choice_id = %s", [tea.pk])
    assert Vote.objects.count() == 2
    assert not wrong()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_truncating_is_counted(crowd):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE polls_vote")
    assert not wrong()


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


# Impossible counts --------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["another question's", "nobody's"])
def test_no_vote_for_a_choice_that_is_not_the_questions(bob, question, closed, whose):
    choice_id = closed.choices.first().pk if whose == "another question's" else 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(user=bob, question=question, choice_id=choice_id)
    assert not wrong()


def test_no_vote_moves_to_a_choice_of_another_question(crowd, closed):
    foreign = closed.choices.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(choice=foreign)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(question=closed)
    assert not wrong()


def test_no_choice_moves_to_another_question(crowd, tea, closed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.filter(pk=tea.pk).update(question=closed)


def test_no_choice_goes_away_under_its_votes(crowd, tea):
    with pytest.raises(RestrictedError):
        tea.delete()


def test_no_second_vote_in_the_database_either(crowd, question, coffee):
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(user=crowd[0], question=question, choice=coffee)
    assert not wrong()


def test_no_question_closes_before_it_opens(question):
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.update(closes_at=F("pub_date"))


# The migration ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_forth():
    try:
        MigrationExecutor(connection).migrate([("polls", "0001_initial")])
        assert not _triggers()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert _triggers() >= {"polls_vote_insert", "polls_vote_delete", "polls_vote_update"}


def test_every_migration_leaves_the_triggers_in_place():
    """SQLite rebuilds tables that are altered: see ``tallies``."""
    assert _triggers() >= set(tallies._SQLITE_TRIGGERS)


def _triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        return {name for (name,) in cursor.fetchall()}


# Counters by connection ---------------------------------------------------------------

postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer, and one counter"
)


def counters():
    with connection.cursor() as cursor:
        cursor.execute("SELECT choice_id, sum(votes), count(*) FROM polls_tally GROUP BY 1")
        return cursor.fetchall()


@postgresql
def test_a_vote_moves_no_counter_that_others_share(crowd, tea, coffee):
    assert sorted(counters()) == [(tea.pk, 3, 1), (coffee.pk, 2, 1)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(votes) FROM polls_choice")
        assert cursor.fetchone() == (0,)


@postgresql
@pytest.mark.parametrize("batch", [1, 1000])
def test_folding_counters_changes_no_tally(crowd, tea, coffee, batch):
    tallies.fold(connection, batch=batch)
    assert counters() == []
    assert not wrong()
    Vote.objects.filter(choice=tea).update(choice=coffee)
    assert sorted(counters()) == [(tea.pk, -3, 1), (coffee.pk, 3, 1)]
    assert not wrong()
    tallies.fold(connection, batch=batch)
    assert not wrong()


@postgresql
def test_cleaning_up_folds_counters(crowd):
    call_command("prune", stdout=io.StringIO())
    assert counters() == []
    assert not wrong()


@postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO polls_tally SELECT id, 77, 5 FROM polls_choice",
        "UPDATE polls_tally SET votes = votes + 5",
    ],
)
def test_only_votes_move_a_counter(crowd, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert not wrong()


@postgresql
def test_counters_go_with_their_choice(crowd, question):
    editing.delete(question)
    assert counters() == []


@postgresql
def test_an_installation_of_before_is_brought_up_to_date(crowd, make_user, question, tea):
    with connection.schema_editor() as editor:
        tallies.fold(connection)
        editor.execute("DROP TABLE polls_tally CASCADE")
        editor.execute("DROP FUNCTION polls_choice_delete() CASCADE")
        tallies.shard(None, editor)
        tallies.shard(None, editor)  # twice does no harm
    Vote.objects.create(user=make_user("late"), question=question, choice=tea)
    assert counters() == [(tea.pk, 1, 1)]
    assert not wrong()


def test_the_tally_is_right_wherever_it_is_selected(crowd, question, tea):
    tea.refresh_from_db()
    assert tea.votes == 3
    assert list(question.choices.values_list("votes", flat=True)) == [3, 2]
    assert question.choices.aggregate(n=Sum(Votes())) == {"n": 5}
    assert list(question.choices.select_for_update().values_list("votes", flat=True)) == [3, 2]
    assert question.choices.alias(n=Votes()).get(n=3) == tea
