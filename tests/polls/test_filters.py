"""Filters of the list find what they say."""

from datetime import timedelta

import pytest

from polls import voting
from tests.polls.test_list_api import URL, ids


def test_parameters_that_are_empty_or_of_the_renderer_do_no_harm(api_as, bob, question):
    assert ids(api_as(bob).get(f"{URL}?search=&status=&cursor=&format=json")) == [question.pk]


def test_one_question_takes_any_parameter(api_as, bob, question):
    """Only a list promises to refuse them; a client may add one against a cache."""
    assert api_as(bob).get(f"{URL}/{question.pk}?_=17").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=open", {"question"}),
        ("status=closed", {"closed"}),
        ("status=upcoming", {"upcoming"}),
        ("status=", {"question", "closed", "upcoming", "bobs"} - {"bobs"} | {"bobs"}),
        ("mine=true", {"bobs"}),
        ("mine=false", {"question", "closed", "upcoming"}),
        ("voted=true", {"question"}),
        ("voted=false", {"closed", "upcoming", "bobs"}),
        ("search=TEA", {"question"}),
        ("search=coffee%20tea", {"question"}),
        ("search=or", {"question", "closed", "upcoming"}),
        ("search=%25", {"bobs"}),
        ("search=_", set()),
        ("search=or&status=open&voted=true", {"question"}),
        ("search=nothing", set()),
    ],
)
def test_a_filter_finds(api_as, bob, ask, question, tea, closed, upcoming, now, query, found):
    bobs = ask("100% sure?", by=bob, pub_date=now + timedelta(days=3))
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    named = {"question": question, "closed": closed, "upcoming": upcoming, "bobs": bobs}
    if query == "status=upcoming":
        found = found | {"bobs"}
    assert set(ids(api_as(bob).get(f"{URL}?{query}"))) == {named[name].pk for name in found}
