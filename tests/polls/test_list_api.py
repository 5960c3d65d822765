"""/polls/api/questions: pages, their links and their price."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict

from polls.filters import QuestionFilter
from polls.models import Choice, Question

URL = "/polls/api/questions"


def ids(answer):
    assert answer.status_code == 200, answer.json()
    return [question["id"] for question in answer.json()["results"]]


def walk(client, url, by="next"):
    """All ids, page after page."""
    found = []
    while url:
        answer = client.get(url)
        found.append(ids(answer))
        url = answer.json()[by]
    return found


ORDERS = {
    "-pub_date": lambda q: (q.pub_date, q.pk),
    "pub_date": lambda q: (q.pub_date, q.pk),
    "question_text": lambda q: (q.question_text, q.pk),
    "-question_text": lambda q: (q.question_text, q.pk),
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [7, 45, 100])
def test_pages_bring_everything_once_in_order_and_back(api_as, bob, many, order, size):
    client = api_as(bob)
    expected = [q.pk for q in sorted(many, key=ORDERS[order], reverse=order.startswith("-"))]
    pages = walk(client, f"{URL}?ordering={order}&page_size={size}")
    assert [pk for page in pages for pk in page] == expected
    assert all(len(page) == size for page in pages[:-1])

    url = f"{URL}?ordering={order}&page_size={size}"
    while following := client.get(url).json()["next"]:
        url = following
    assert walk(client, url, by="previous") == pages[::-1]


def test_the_newest_come_first(api_as, bob, many):
    assert ids(api_as(bob).get(URL)) == ids(api_as(bob).get(f"{URL}?ordering=-pub_date"))
    assert len(ids(api_as(bob).get(URL))) == 20


def test_pages_move_on_when_rows_come_and_go(api_as, bob, many, ask, now):
    client = api_as(bob)
    first = client.get(f"{URL}?page_size=10").json()
    ask("Brand new", pub_date=now)
    Question.objects.filter(pk=first["results"][-1]["id"]).delete()
    following = ids(client.get(first["next"]))
    expected = [q.pk for q in sorted(many, key=ORDERS["-pub_date"], reverse=True)][10:20]
    assert following == expected


def test_a_page_after_the_end_leads_back_to_the_last_one(api_as, bob, many):
    client = api_as(bob)
    first = client.get(f"{URL}?page_size=10").json()
    kept = [question["id"] for question in first["results"]]
    Question.objects.exclude(pk__in=kept).delete()
    beyond = client.get(first["next"]).json()
    assert (beyond["results"], beyond["next"]) == ([], None)
    last = client.get(beyond["previous"]).json()
    assert [question["id"] for question in last["results"]] == kept
    assert (last["next"], last["previous"]) == (None, None)


def test_a_page_before_the_beginning_is_the_first_page(api_as, bob, many):
    """Its rows went away; a short page, or none, would be a dead end."""
    client = api_as(bob)
    first = client.get(f"{URL}?page_size=10").json()
    second = client.get(first["next"]).json()
    Question.objects.filter(pk__in=[question["id"] for question in first["results"]]).delete()
    back = client.get(second["previous"]).json()
    assert back["results"] == second["results"]
    assert back["previous"] is None
    assert ids(client.get(back["next"])) == ids(client.get(second["next"]))


def test_the_way_back_shows_what_was_asked_meanwhile(api_as, bob, many, ask, now):
    client = api_as(bob)
    second = client.get(client.get(f"{URL}?page_size=10").json()["next"]).json()
    new = [ask(f"New {n}", pub_date=now).pk for n in range(3)]
    back = client.get(second["previous"]).json()
    front = client.get(back["previous"]).json()
    assert ids(client.get(f"{URL}?page_size=10")) == [q["id"] for q in front["results"]]
    assert [q["id"] for q in front["results"]][:3] == new[::-1]
    assert front["previous"] is None


def test_an_emptied_list_has_no_links(api_as, bob, many):
    client = api_as(bob)
    url = client.get(f"{URL}?page_size=10").json()["next"]
    Question.objects.all().delete()
    url = client.get(url).json()["previous"]
    assert client.get(url).json() == {"next": None, "previous": None, "results": []}


def test_links_keep_filters_and_size(api_as, bob, many):
    url = api_as(bob).get(f"{URL}/?search=question&page_size=5&status=open").json()["next"]
    assert urlsplit(url).path == f"{URL}/"
    query = parse_qs(urlsplit(url).query)
    assert query.pop("cursor")
    assert query == {"search": ["question"], "page_size": ["5"], "status": ["open"]}


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
        client.get(answer.json()["next"] + "&status=open&voted=false&mine=true&search=q")


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
