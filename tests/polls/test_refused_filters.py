"""Filters and parameters that make no sense are refused."""

import pytest

from tests.polls.test_list_api import URL


@pytest.mark.parametrize(
    "query",
    [
        "status=odd",
        "status=all",
        "mine=1",
        "mine=yes",
        "voted=null",
        "ordering=id",
        "ordering=author__password",
        "ordering=-pub_date,id",
        "ordering=%3F",
        "search=" + "a" * 101,
        "search=" + "a+" * 3000,
    ],
)
def test_a_filter_that_makes_no_sense_is_a_400(api_as, bob, question, query):
    answer = api_as(bob).get(f"{URL}?{query}")
    assert answer.status_code == 400
    assert list(answer.json()) == [query.split("=")[0]]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("statuz=open", "statuz"),
        ("Status=open", "Status"),
        ("status[]=open", "status[]"),
        ("page=2", "page"),
        ("limit=5&status=open", "limit"),
        ("status =open", "status "),
        ("=open", ""),
        ("\u0455tatus=open", "\u0455tatus"),
        ("author=1", "author"),
        ("q", "q"),
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_parameter_that_a_list_does_not_know_is_a_400(api_as, bob, question, query, name, method):
    answer = getattr(api_as(bob), method)(f"{URL}?{query}")
    assert answer.status_code == 400
    if method == "get":
        assert list(answer.json()) == [name]
        assert "ordering, page_size, search, status" in answer.json()[name][0]


@pytest.mark.parametrize("name", ["status", "search", "cursor", "page_size"])
def test_a_parameter_that_comes_twice_is_a_400(api_as, bob, question, name):
    answer = api_as(bob).get(f"{URL}?{name}=5&{name}=6")
    assert answer.status_code == 400
    assert list(answer.json()) == [name]
