"""Lists of questions are read off indexes, however many there are and whatever is asked."""

import sqlite3
from types import SimpleNamespace

import pytest
from django.db import NotSupportedError, connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from polls import keyset, searching
from polls.checks import check_search_index
from polls.filters import QuestionFilter
from polls.models import Question
from polls.texts import folded

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no such index"
)
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has another index")
WORDS = ["zebra", "ÉTÉ", "вместе", "日本語", "100%", 'a "b" c', "x' OR 1", "a*b", "NEAR", "^abc"]


def plan(query: str) -> str:
    questions = QuestionFilter(QueryDict(query), Question.objects.all()).qs
    if connection.vendor == "postgresql":  # a few rows alone are read sooner than looked up
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    return questions.order_by()[:20].explain()


@on_postgresql
@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_by_its_trigrams(db, word):
    assert searching.INDEX in plan(f"search={word}")


# SQLite ---------------------------------------------------------------------------------


def ids_with(word):
    return searching.few_with(folded(word), connection)


@on_sqlite
@pytest.mark.parametrize("word", WORDS)
def test_a_rare_word_is_looked_up_where_it_stands_in_a_text(ask, word):
    question = ask(f"Who saw the{word}yesterday?")
    ask("Who saw nothing?")
    assert ids_with(word) == [question.pk]


@on_sqlite
def test_many_words_that_are_looked_up_fit_in_one_statement(client, alice):
    Question.objects.bulk_create(
        Question(question_text=f"Office {number}?") for number in range(searching.FEW)
    )
    client.force_login(alice)
    # SQLite's own limit, which Debian raises.
    before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)
    try:
        answer = client.get(
            "/polls/api/questions", {"search": "\N{LATIN SMALL LIGATURE FFI} " * 50}
        )
    finally:
        connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)
    assert len(answer.json()["results"]) == 20


@on_sqlite
def test_each_of_the_words_that_are_looked_up_has_to_be_there(client, alice, ask):
    ask("A zebra?")
    ask("A horse?")
    both = ask("A zebra, or a horse?")
    client.force_login(alice)

    found = client.get("/polls/api/questions", {"search": "horse a zebra"}).json()["results"]
    none = client.get("/polls/api/questions", {"search": "horse donkey"}).json()["results"]

    assert ([question["id"] for question in found], none) == ([both.pk], [])


@on_sqlite
def test_what_is_looked_up_follows_every_change(ask):
    zebra, horse = ask("A zebra?"), ask("A horse?")
    horse.question_text = "Another zebra?"
    horse.save()
    assert ids_with("zebra") == [zebra.pk, horse.pk]
    Question.objects.filter(pk=zebra.pk).update(question_text="A donkey?")
    assert (ids_with("zebra"), ids_with("donkey"), ids_with("horse")) == (
        [horse.pk],
        [zebra.pk],
        [],
    )
    horse.delete()
    [new] = Question.objects.bulk_create([Question(question_text="A zebra again?")])
    assert ids_with("zebra") == [new.pk]


@on_sqlite
@pytest.mark.parametrize("word", ["ze", "z"])
def test_a_short_word_reads_the_table(ask, word):
    ask("A zebra?")
    assert ids_with(word) is None


@on_sqlite
def test_a_word_of_many_questions_reads_the_list(ask, monkeypatch):
    monkeypatch.setattr(searching, "FEW", 1)
    first = ask("A zebra?")
    assert ids_with("zebra") == [first.pk]
    ask("Another zebra?")
    assert ids_with("zebra") is None


@on_sqlite
@pytest.mark.parametrize("trigger", searching.TRIGGERS)
def test_without_one_of_its_triggers_nothing_is_looked_up_and_it_is_told(db, trigger):
    assert ids_with("zebra") == []
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}")
    assert ids_with("zebra") is None
    (warning,) = check_search_index(databases=["default"])
    assert warning.id == "polls.W001"
    assert "migrate polls 0008" in warning.hint


# Both -------------------------------------------------------------------------------------

FILTERS = "mine=false&voted=false&search=ze"
FOUND_IN = {
    "": "polls_list_by_date",
    f"{FILTERS}&status=open": "polls_list_by_date",
    f"{FILTERS}&status=open&ordering=pub_date": "polls_list_by_date",
    f"{FILTERS}&ordering=question_text": "polls_list_by_folded",
    f"{FILTERS}&ordering=-question_text": "polls_list_by_folded",
    "status=upcoming": "polls_list_by_date",
    "status=closed": "polls_list_closing",
    f"{FILTERS}&status=closed": "polls_list_closing",
}


def plan_of_page(query, user, cursor=None):
    """The plan of the statement that reads a page, as if there were many questions."""
    questions = Question.objects.for_reader(user)
    chosen = QuestionFilter(QueryDict(query), questions, request=SimpleNamespace(user=user)).qs
    with CaptureQueriesContext(connection) as caught:
        keyset.page(chosen, size=1, cursor=cursor)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {caught[-1]['sql']}")
            return " ".join(row[-1] for row in cursor)
        for kind in ("seqscan", "indexscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{kind} = off")
        cursor.execute(f"EXPLAIN {caught[-1]['sql']}")
        return " ".join(line for (line,) in cursor).replace(" Backward", "")


def is_found_in(index, plan):
    """Tell whether questions are passed over in this index, without a look at the table."""
    return f"USING COVERING INDEX {index}" in plan or f"Index Only Scan using {index}" in plan


@pytest.mark.parametrize(("query", "index"), FOUND_IN.items())
def test_questions_that_are_passed_over_are_not_read(ask, alice, query, index):
    assert is_found_in(index, plan_of_page(query, alice))


@pytest.mark.parametrize("order", ["pub_date", "-pub_date", "question_text", "-question_text"])
def test_neither_are_those_before_a_later_page(ask, alice, order):
    for text in ("One?", "Two?", "Three?"):
        ask(text)
    chosen = QuestionFilter(QueryDict(f"ordering={order}"), Question.objects.all()).qs
    cursor = keyset.page(chosen, size=1).next
    index = "polls_list_by_folded" if "text" in order else "polls_list_by_date"
    plan = plan_of_page(f"ordering={order}&search=ze", alice, cursor)
    assert is_found_in(index, plan)
    assert "Index Cond: (ROW(" in plan or f"{index} (" in plan  # begins there


def test_authors_are_looked_up_for_the_page_alone(alice):
    statement = str(Question.objects.for_reader(alice).query)
    assert "author_name" in statement
    assert " JOIN " not in statement


@on_postgresql
def test_the_indexes_take_the_longest_text(ask, alice, now):
    question = ask(by=alice, closes_at=now)
    letters = "".join(chr(0x20000 + 7919 * n % 40_000) for n in range(600))  # four bytes each
    with connection.cursor() as cursor:
        cursor.execute("UPDATE polls_question SET folded = %s", [letters])
    assert Question.objects.get(folded=letters) == question


@on_postgresql
def test_the_sample_of_texts_is_large_enough_for_words_of_one_question_in_300(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstattarget FROM pg_attribute"
            " WHERE attrelid = 'polls_question'::regclass AND attname = 'folded'"
        )
        assert cursor.fetchone() == (searching.SAMPLE,)


def test_closed_questions_are_found_without_those_that_are_open(ask, now):
    questions = QuestionFilter(QueryDict("status=closed"), Question.objects.all()).qs
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "polls_list_closing" in questions[:20].explain()


def test_a_database_with_its_indexes_gives_no_warning(db):
    assert check_search_index(databases=["default"]) == []


@on_postgresql
def test_a_database_without_the_index_is_told_of(db):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {searching.INDEX}")
    (warning,) = check_search_index(databases=["default"])
    assert warning.id == "polls.W001"
    assert "CREATE EXTENSION" in warning.hint


@pytest.mark.parametrize("vendor", ["postgresql", "sqlite"])
def test_the_migration_goes_on_where_the_extension_is_not_to_be_had(vendor):
    done = []

    def execute(statement):
        if "EXTENSION" in statement:
            raise NotSupportedError('extension "pg_trgm" is not available')
        done.append(statement)

    editor = SimpleNamespace(connection=SimpleNamespace(vendor=vendor), execute=execute)
    searching.create(None, editor)
    assert done == []
