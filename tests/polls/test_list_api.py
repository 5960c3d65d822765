"""/polls/api/questions: pages, their links and their price."""

import pytest

from polls.models import Question

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
