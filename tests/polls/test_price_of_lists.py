"""A page of a list is bounded in size and in queries."""

import pytest
from django.db import connection
from django.http import QueryDict

from polls.filters import QuestionFilter
from polls.models import Choice, Question
from tests.polls.test_list_api import ORDERS, URL, ids


@pytest.mark.parametrize("size", ["0", "-1", "x", "", "1.5", "00", "1e2", "٣", "9" * 5000])
def test_a_page_size_that_makes_no_sense_is_a_400(api_as, bob, many, size):
    answer = api_as(bob).get(f"{URL}?page_size={size}")
    assert answer.status_code == 400
    assert list(answer.json()) == ["page_size"]


@pytest.mark.parametrize("size", ["100", "101", "999999999"])
def test_a_page_never_has_more_than_a_hundred(api_as, bob, now, size):
    Question.objects.bulk_create(Question(question_text=f"Q{i}", pub_date=now) for i in range(120))
    assert len(ids(api_as(bob).get(f"{URL}?page_size={size}"))) == 100


def test_a_page_of_a_hundred_costs_three_queries(
    api_as, bob, now, django_assert_num_queries, django_assert_max_num_queries
):
    questions = Question.objects.bulk_create(
        Question(question_text=f"Q{i}", pub_date=now, author=bob) for i in range(120)
    )
    Choice.objects.bulk_create(
        Choice(question=question, choice_text=str(n)) for question in questions for n in range(20)
    )
    client = api_as(bob)
    with django_assert_num_queries(3):  # the token, its last use, the page
        answer = client.get(f"{URL}?page_size=100")
    assert len(ids(answer)) == 100
    assert all(len(question["choices"]) == 20 for question in answer.json()["results"])
    with django_assert_num_queries(2):
        client.get(answer.json()["next"] + "&status=open&voted=false&mine=true")
    with django_assert_num_queries(2):
        client.get(URL + "?page_size=100&search=q&status=open&voted=false&mine=true")
    with django_assert_num_queries(2):
        client.get(answer.json()["next"] + "&search=q&status=open&voted=false&mine=true")


@pytest.mark.parametrize("order", ORDERS)
def test_a_page_is_read_off_an_index(many, order):
    """An index keeps the price flat from 1000 to a million; a sort would grow."""
    questions = QuestionFilter(QueryDict(f"ordering={order}"), Question.objects.all()).qs
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # 45 rows alone are sorted sooner than looked up
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = questions[:20].explain()
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
