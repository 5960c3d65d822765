"""A dump of PostgreSQL comes back with rows = tallies, whatever the search path."""

import os
import shutil
import subprocess
from threading import Event, Thread

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections, transaction
from django.utils import timezone

from polls import editing, tallies, voting
from polls.models import Choice, Question, Vote
from tests.polls.tallies.conftest import wrong

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's tools"),
]


@pytest.fixture
def run():
    """``run("pg_dump", …)``: one of PostgreSQL's programs, as the tests connect."""
    if not shutil.which("pg_dump"):
        pytest.skip("no pg_dump on this machine: apt-get install postgresql-client")
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    env = os.environ | {name: str(given[key]) for name, key in names.items() if given[key]}

    def run(*arguments):
        done = subprocess.run(arguments, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def fresh(run):
    """The name of an empty database."""
    name = f"{connection.settings_dict['NAME']}_restored"
    run("dropdb", "--if-exists", name)
    run("createdb", name)
    yield name
    run("dropdb", name)


@pytest.fixture
def crowd():
    """Five people, three of them for tea."""
    question = editing.save(Question(question_text="Tea or coffee?"), choices=["Tea", "Coffee"])
    tea, coffee = question.choices.all()
    users = [get_user_model().objects.create_user(f"voter{number}") for number in range(5)]
    Vote.objects.bulk_create(
        Vote(user=user, question=question, choice=tea if number < 3 else coffee)
        for number, user in enumerate(users)
    )
    return question


NEW_CHOICE = """
INSERT INTO public.polls_choice (question_id, choice_text, votes)
SELECT id, 'Milk', 7 FROM public.polls_question
"""
TALLIES = """
SELECT choice_text,
    votes + COALESCE((SELECT sum(votes) FROM polls_tally WHERE choice_id = polls_choice.id), 0)
FROM polls_choice ORDER BY id
"""


@pytest.mark.parametrize("how", ["whole", "data only", "data only, in SQL"])
def test_a_dump_comes_back_with_its_tallies(crowd, run, fresh, tmp_path, how):
    source, dump = connection.settings_dict["NAME"], tmp_path / "polls.dump"
    run("pg_dump", "-Fc", "-f", str(dump), source)
    if how == "whole":
        run("pg_restore", "--exit-on-error", "-d", fresh, str(dump))
    else:
        run("pg_restore", "--exit-on-error", "--schema-only", "-d", fresh, str(dump))
        data = ["--data-only", "--exit-on-error", "--single-transaction"]
        if how == "data only":
            run("pg_restore", *data, "-d", fresh, str(dump))
        else:
            run("pg_restore", "--data-only", "-f", str(tmp_path / "data.sql"), str(dump))
            strict = ["-v", "ON_ERROR_STOP=1", "--single-transaction"]
            run("psql", "-q", *strict, "-d", fresh, "-f", str(tmp_path / "data.sql"))
    assert run("psql", "-AtF ", "-d", fresh, "-c", TALLIES) == "Tea 3\nCoffee 2\n"

    # And it counts on, with no search path at all.
    delete = "SET search_path = ''; DELETE FROM public.polls_vote;"
    assert run("psql", "-AtqF ", "-d", fresh, "-c", f"{delete} SET search_path = public; {TALLIES}")
    assert run("psql", "-AtF ", "-d", fresh, "-c", TALLIES) == "Tea 0\nCoffee 0\n"


@pytest.mark.parametrize("path", ["", "pg_catalog", "another"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE public.polls_vote SET choice_id = (SELECT max(id) FROM public.polls_choice)",
        "DELETE FROM public.polls_vote",
        "TRUNCATE public.polls_vote",
        NEW_CHOICE,
    ],
)
def test_triggers_work_under_every_search_path(crowd, path, statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', %s, true)", [path])
        cursor.execute(statement)
    assert not wrong()


def test_an_installation_of_before_is_brought_up_to_date(crowd):
    """Its functions rely on the search path; the migration replaces them, and no trigger."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE OR REPLACE FUNCTION polls_vote_delete() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN UPDATE polls_choice SET votes = votes - 1; RETURN NULL; END $$
            """
        )
    with connection.schema_editor() as editor:
        tallies.replace_functions(None, editor)
    test_triggers_work_under_every_search_path(crowd, "", "DELETE FROM public.polls_vote")


def test_votes_that_came_while_there_were_no_triggers_are_counted(crowd, make_user):
    choice = crowd.choices.first()
    with connection.schema_editor() as editor:
        tallies.drop(None, editor)
        Vote.objects.create(user=make_user("late"), question=crowd, choice=choice)
        Vote.objects.filter(user__username="voter0").delete()
        Choice.objects.filter(pk=choice.pk).update(votes=1000)
        tallies.create(None, editor)
    assert not wrong()


def test_triggers_are_made_anew_while_people_vote(crowd):
    """Locks are taken in the voters' order, so that nobody waits in a circle."""
    choices = list(crowd.choices.values_list("pk", flat=True))
    failed, over = [], Event()

    def vote(number):
        user = get_user_model().objects.get(username=f"voter{number}")
        try:
            while not over.is_set():
                for choice_id in choices:
                    ballot = {"user": user, "question": crowd, "now": timezone.now()}
                    voting.change(**ballot, choice_id=choice_id)
                voting.withdraw(**ballot)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    voters = [Thread(target=vote, args=[number]) for number in range(5)]
    for voter in voters:
        voter.start()
    try:
        for _ in range(20):
            with connection.schema_editor() as editor:
                tallies.drop(None, editor)
                tallies.create(None, editor)
    finally:
        over.set()
        for voter in voters:
            voter.join()
    assert failed == []
    assert not wrong()


def test_triggers_are_made_without_the_limits_of_requests(crowd):
    """Counting millions of votes takes longer than a request may."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '3s'")
        with connection.schema_editor() as editor:
            tallies.drop(None, editor)
            tallies.create(None, editor)
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("3s",)
        cursor.execute("RESET statement_timeout")
