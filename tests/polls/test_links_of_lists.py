"""Links of a list lead on and back, keep what was asked, and end."""

from urllib.parse import parse_qs, urlsplit

from polls.models import Question
from tests.polls.test_list_api import URL, ids


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
