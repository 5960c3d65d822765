"""Pages of a list read no more than they show."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from polls import keyset
from polls.filters import QuestionFilter
from polls.models import Question
from tests.polls.searching.conftest import on_postgresql

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
    (sql,) = [one["sql"] for one in caught if "choice_list" in one["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            return " ".join(row[-1] for row in cursor)
        for kind in ("seqscan", "indexscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{kind} = off")
        cursor.execute(f"EXPLAIN {sql}")
        return " ".join(line for (line,) in cursor).replace(" Backward", "")


def is_found_in(index, plan, times):
    """Tell whether questions are passed over in this index, without a look at the table."""
    found = [f"USING COVERING INDEX {index}", f"Index Only Scan using {index}"]
    return sum(map(plan.count, found)) == times


@pytest.mark.parametrize(("query", "index"), FOUND_IN.items())
def test_questions_that_are_passed_over_are_not_read(ask, alice, query, index):
    times = 2 if "search" in query else 1  # what is sought, and the end of the page
    assert is_found_in(index, plan_of_page(query, alice), times)


@pytest.mark.parametrize("order", ["pub_date", "-pub_date", "question_text", "-question_text"])
def test_neither_are_those_before_a_later_page(ask, alice, order):
    for text in ("One?", "Two?", "Three?"):
        ask(text)
    chosen = QuestionFilter(QueryDict(f"ordering={order}"), Question.objects.all()).qs
    cursor = keyset.page(chosen, size=1).next
    index = "polls_list_by_folded" if "text" in order else "polls_list_by_date"
    plan = plan_of_page(f"ordering={order}&search=ze", alice, cursor)
    begins = rf"Index Only Scan using {index} [^>]*Index Cond: \(ROW\(|COVERING INDEX {index} \("
    assert len(re.findall(begins, plan)) == 2


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


def test_closed_questions_are_found_without_those_that_are_open(ask, now):
    questions = QuestionFilter(QueryDict("status=closed"), Question.objects.all()).qs
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "polls_list_closing" in questions[:20].explain()
