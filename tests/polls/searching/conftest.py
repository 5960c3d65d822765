"""Questions with words, and the plans by which they are found."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.http import QueryDict

from polls import searching
from polls.filters import QuestionFilter
from polls.models import Question
from polls.texts import folded

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no such index"
)
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has another index")
WORDS = ["zebra", "ÉTÉ", "вместе", "日本語", "100%", 'a "b" c', "x' OR 1", "a*b", "NEAR", "^abc"]


@pytest.fixture(autouse=True)
def _plans_as_usual(db):
    """Constraints are checked last, and PostgreSQL keeps the plans by which it did that."""
    yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for kind in ("seqscan", "indexscan", "indexonlyscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{kind} TO DEFAULT")


def plan(query: str) -> str:
    questions = QuestionFilter(QueryDict(query), Question.objects.all()).qs
    if connection.vendor == "postgresql":  # a few rows alone are read sooner than looked up
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    return questions.filter(is_sought=True).order_by()[:20].explain()


def ids_with(word):
    return searching.few_with(folded(word), connection)


@contextmanager
def without_scans():
    """PostgreSQL looks words up, though a few rows alone are sooner read."""
    kinds = ["seqscan", "indexscan", "indexonlyscan"]
    with connection.cursor() as cursor:
        for kind in kinds:
            cursor.execute(f"SET LOCAL enable_{kind} = off")
        yield
        for kind in kinds:
            cursor.execute(f"SET LOCAL enable_{kind} TO DEFAULT")
