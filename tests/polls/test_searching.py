"""Lists of questions are read off indexes, however many there are and whatever is asked."""

from types import SimpleNamespace

import pytest
from django.db import NotSupportedError, connection
from django.http import QueryDict

from polls import searching
from polls.checks import check_search_index
from polls.filters import QuestionFilter
from polls.models import Question

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no such index"
)


def plan(query: str) -> str:
    questions = QuestionFilter(QueryDict(query), Question.objects.all()).qs
    if connection.vendor == "postgresql":  # a few rows alone are read sooner than looked up
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    return questions.order_by()[:20].explain()


@on_postgresql
@pytest.mark.parametrize("word", ["zebra", "ÉTÉ", "вместе", "日本語", "100%"])
def test_a_word_is_found_by_its_trigrams(db, word):
    assert searching.INDEX in plan(f"search={word}")


def test_closed_questions_are_found_without_those_that_are_open(ask, now):
    questions = QuestionFilter(QueryDict("status=closed"), Question.objects.all()).qs
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "polls_question_closing" in questions[:20].explain()


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
