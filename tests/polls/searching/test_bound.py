"""A page of a search looks at a bounded number of questions, and loses none."""

import re
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from polls import keyset, searching
from polls.filters import QuestionFilter
from polls.models import Choice, Question, Vote
from tests.polls.searching.conftest import on_postgresql, without_scans
from tests.polls.test_list_api import ORDERS, URL, ids

LOOK = 6


@pytest.fixture
def bounded(monkeypatch):
    monkeypatch.setattr(keyset, "LOOK", LOOK)
    monkeypatch.setattr(searching, "FEW", 0)  # no word of more is looked up on SQLite


@pytest.fixture
def mixed(bounded, alice, bob, now):
    """40 questions; some of a moment, some of a text, and none of the last ten has an x."""
    questions = Question.objects.bulk_create(
        Question(
            question_text=f"{'ox' if n % 7 < 2 and n < 30 else 'emu'} {n % 5}",
            author=alice if n % 2 else bob,
            pub_date=now - timedelta(minutes=n - n % 4),
            closes_at=now if n % 3 == 0 and n > 3 else None,
        )
        for n in range(40)
    )
    choices = Choice.objects.bulk_create(
        Choice(question=question, choice_text="Yes") for question in questions[::4]
    )
    Vote.objects.bulk_create(
        Vote(question=choice.question, choice=choice, user=bob) for choice in choices
    )
    return questions


FILTERS = {
    "": lambda q, bob: True,
    "status=closed": lambda q, bob: q.closes_at,
    "status=open": lambda q, bob: not q.closes_at,
    "mine=true": lambda q, bob: q.author_id == bob.pk,
    "mine=false": lambda q, bob: q.author_id != bob.pk,
    "voted=true": lambda q, bob: q.votes.exists(),
    "voted=false": lambda q, bob: not q.votes.exists(),
}


def walk(query, user, *, size, cursor=None, by="next"):
    """Yield page after page, each with its ids."""
    while True:
        rows = Question.objects.for_reader(user)
        chosen = QuestionFilter(QueryDict(query), rows, request=SimpleNamespace(user=user))
        assert chosen.is_valid()
        page = keyset.page(chosen.qs, size=size, cursor=cursor)
        yield page, [question.pk for question in page.items]
        cursor = getattr(page, by)
        if cursor is None:
            return


@contextmanager
def looked():
    """Collect how many questions each page looks at."""
    at = []
    with CaptureQueriesContext(connection) as caught:
        yield at
    at += [int(n) + 1 for one in caught for n in re.findall(r"LIMIT 2 OFFSET (\d+)", one["sql"])]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("others", FILTERS)
@pytest.mark.parametrize(("words", "size"), [("x", 1), ("o x", 3), ("ox", 100)])
def test_pages_bring_every_match_once_in_order_and_back(bob, mixed, order, others, words, size):
    query = f"search={words}&ordering={order}&{others}"
    found = [q for q in mixed if "x" in q.question_text and FILTERS[others](q, bob)]
    expected = [q.pk for q in sorted(found, key=ORDERS[order], reverse=order.startswith("-"))]
    assert expected

    pages = list(walk(query, bob, size=size))
    assert [pk for _, ids in pages for pk in ids] == expected
    assert all(len(ids) <= size for _, ids in pages)

    last = pages[-2][0].next if len(pages) > 1 else None
    back = list(walk(query, bob, size=size, cursor=last, by="previous"))
    assert [pk for _, ids in back[::-1] for pk in ids] == expected


@pytest.mark.parametrize(
    ("farthest", "looks"), [(32, [6, 12, 24]), (2, [6, 12, 12, 12]), (1, [6] * 7)]
)
@pytest.mark.parametrize("order", ORDERS)
def test_each_page_that_is_not_filled_looks_twice_as_far(
    bob, mixed, monkeypatch, farthest, looks, order
):
    monkeypatch.setattr(keyset, "FARTHEST", farthest)
    with looked() as at:
        pages = list(walk(f"search=q&ordering={order}", bob, size=1))
    assert at == looks
    assert [ids for _page, ids in pages] == [[]] * len(looks)


def test_a_page_that_is_filled_looks_no_farther(bob, bounded, ask):
    for text in [*["Emu?"] * 8, "An ox?", *["Emu?"] * 4, *["An ox?"] * 2, *["Emu?"] * 8]:
        ask(text)
    with looked() as at:
        pages = list(walk("search=ox", bob, size=1))
    assert at == [6, 12, 6, 6, 6, 12]
    assert [len(ids) for _page, ids in pages] == [0, 1, 1, 1, 0, 0]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("change", ["added", "deleted"])
@pytest.mark.parametrize("order", ORDERS)
def test_what_is_written_between_two_pages_loses_no_match(
    bob, mixed, now, monkeypatch, order, change, when
):
    """Questions that match are never written here: each has to come once."""
    others = Question.objects.exclude(folded__contains="x")
    take = keyset._take

    def disturb():
        if change == "deleted":
            others.filter(pk__in=list(others.values_list("pk", flat=True)[::3])).delete()
        else:
            Question.objects.bulk_create(
                Question(
                    question_text=f"{text} {n}", pub_date=now - timedelta(minutes=n), author=bob
                )
                for n in range(0, 40, 4)
                for text in ("Emu", "Pug")
            )

    def disturbed(*args, **kwargs):
        if when == "before":
            disturb()
        taken = take(*args, **kwargs)
        if when == "after":
            disturb()
        return taken

    monkeypatch.setattr(keyset, "_take", disturbed)
    found = [pk for _page, ids in walk(f"search=x&ordering={order}", bob, size=2) for pk in ids]
    expected = [question.pk for question in mixed if "x" in question.question_text]
    assert sorted(found) == sorted(expected)


def test_a_page_may_be_empty_and_lead_on(api_as, bob, bounded, ask):
    rare = ask("An ox?")
    for _ in range(LOOK):
        ask("An emu?")
    client = api_as(bob)
    first = client.get(f"{URL}?search=ox&page_size=1").json()
    second = client.get(first["next"]).json()
    assert (first["results"], first["previous"]) == ([], None)
    assert [question["id"] for question in second["results"]] == [rare.pk]
    assert second["next"] is None
    assert ids(client.get(second["previous"])) == []


@pytest.mark.parametrize("emus", [LOOK - 1, LOOK])
def test_a_list_of_as_many_questions_as_a_page_looks_at_is_one_page(
    api_as, bob, bounded, ask, emus
):
    for _ in range(emus):
        ask("An emu?")
    assert api_as(bob).get(f"{URL}?search=ox&page_size=1").json() == {
        "next": None,
        "previous": None,
        "results": [],
    }


def test_a_page_before_the_beginning_of_a_search_is_the_first_page(api_as, bob, bounded, ask):
    oxen = [ask(f"Ox {number}?") for number in range(4)][::-1]
    client = api_as(bob)
    second = client.get(client.get(f"{URL}?search=ox&page_size=2").json()["next"]).json()
    for question in oxen[:2]:
        question.delete()
    back = client.get(second["previous"]).json()
    assert (back["results"], back["previous"]) == (second["results"], None)


@pytest.mark.parametrize("text", ["An ox?", "An emu?"])
def test_a_page_reads_once_whether_it_is_filled_or_not(bob, bounded, ask, text):
    """A page shows one moment, also if others write while it is read."""
    for _ in range(LOOK + 3):
        ask(text)
    with CaptureQueriesContext(connection) as caught:
        page, found = next(walk("search=ox", bob, size=2))
    assert (len(found), bool(page.next)) == (2 if "ox" in text else 0, True)
    assert len(caught) == 1


@on_postgresql
def test_a_page_that_is_filled_does_not_read_the_rows_that_end_others(bob, bounded, ask):
    for _ in range(LOOK + 3):
        ask("An ox?")
    with CaptureQueriesContext(connection) as caught:
        next(walk("search=ox", bob, size=2))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE) {caught[-1]['sql']}")
        (line,) = [line for (line,) in cursor if "Subquery Scan on others" in line]
    assert "never executed" in line


@on_postgresql
@pytest.mark.parametrize("words", ["zebra", "zebra a", "zebra again"])
def test_rare_words_are_looked_up_in_all_questions(api_as, bob, bounded, ask, monkeypatch, words):
    monkeypatch.setattr(searching, "FEW", 1)
    rare = ask("A zebra again?")
    for _ in range(LOOK):
        ask("An emu?")
    client = api_as(bob)
    with without_scans():
        assert ids(client.get(f"{URL}?search={words}")) == [rare.pk]
    another = ask("Another zebra again?")  # more than few: the first is not looked at yet
    with without_scans():
        assert ids(client.get(f"{URL}?search={words}&page_size=2")) == [another.pk]
