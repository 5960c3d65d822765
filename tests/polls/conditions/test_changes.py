"""A change is made if its condition holds: If-Match and If-None-Match."""

import pytest

from polls import voting
from polls.models import Question, Vote
from tests.polls.conditions.conftest import STALE, URL
from tests.polls.conditions.test_tags import dead

CHANGES = {
    "put": ("", {"question_text": "New?", "choices": ["A", "B"]}),
    "patch": ("", {"question_text": "New?"}),
    "delete": ("", None),
    "post": ("/close", None),
}
VOTES = {"post": True, "put": True, "delete": False}
CONDITIONS = [
    ({"If-Match": "{tag}"}, True),
    ({"If-Match": "{stale}, {tag}"}, True),
    ({"If-Match": "*"}, True),
    ({"If-None-Match": "{stale}"}, True),
    ({"If-Match": "{tag}", "If-None-Match": "{stale}"}, True),
    ({"If-Match": '"{bare}-gzip"'}, True),  # a proxy compressed the answer
    ({"If-Match": '"{bare};gzip"'}, True),
    ({"If-Match": '"{bare}-br", {stale}'}, True),
    ({"If-Match": '"{bare}-other"'}, False),
    ({"If-None-Match": 'W/"{bare};gzip"'}, False),
    ({"If-Match": "{stale}"}, False),
    ({"If-Match": "W/{tag}"}, False),  # strong comparison: §13.1.1
    ({"If-Match": ""}, False),
    ({"If-Match": "nonsense"}, False),
    ({"If-Match": "{bare}"}, False),  # without its quotes
    ({"If-None-Match": "*"}, False),
    ({"If-None-Match": "W/{tag}"}, False),  # weak comparison: §13.1.2
    ({"If-Match": "{tag}", "If-None-Match": "{tag}"}, False),
]


def filled_in(headers, tag):
    words = {"tag": tag, "stale": STALE, "bare": tag.strip('"')}
    return {name: value.format(**words) for name, value in headers.items()}


@pytest.mark.parametrize("method", CHANGES)
@pytest.mark.parametrize(("headers", "holds"), CONDITIONS)
def test_a_change_is_made_when_its_condition_holds(
    api_as, alice, question, url, tag, method, headers, holds
):
    tail, body = CHANGES[method]
    before = Question.objects.values().get()
    answer = getattr(api_as(alice), method)(url + tail, body, headers=filled_in(headers, tag))
    after = Question.objects.values().first()
    assert (answer.status_code, before == after) == (
        (412, True) if not holds else (204 if method == "delete" else 200, False)
    )
    if not holds:
        assert answer.json()["code"] == "precondition_failed"
        assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]


@pytest.mark.parametrize("method", VOTES)
@pytest.mark.parametrize(("headers", "holds"), CONDITIONS)
def test_a_vote_is_taken_when_its_condition_holds(
    api_as, alice, question, url, tea, coffee, method, headers, holds
):
    if method != "post":
        question.votes.create(user=alice, choice=coffee)
    client = api_as(alice)
    headers = filled_in(headers, client.get(url)["ETag"])
    before = list(Vote.objects.values())
    answer = getattr(client, method)(f"{url}/vote", {"choice": tea.pk}, headers=headers)
    assert (answer.status_code < 300) == holds
    assert (before != list(Vote.objects.values())) == holds
    if not holds:
        assert answer.status_code == 412


def test_a_vote_in_between_is_a_change(api_as, alice, bob, url, tea, tag):
    api_as(bob).post(f"{url}/vote", {"choice": tea.pk})
    answer = api_as(alice).delete(url, headers={"If-Match": tag})
    assert answer.status_code == 412
    assert Question.objects.exists()


@pytest.mark.parametrize(("caller", "status"), [("nobody", 401), ("bob", 403)])
def test_a_condition_opens_no_door(api, api_as, bob, url, caller, status):
    client = api_as(bob) if caller == "bob" else api
    assert client.delete(url, headers={"If-Match": STALE}).status_code == status


def test_a_question_that_is_gone_is_a_404_whatever_the_condition(api_as, alice, question, url, tag):
    question.delete()
    assert api_as(alice).delete(url, headers={"If-Match": tag}).status_code == 404


def test_conditions_are_compared_with_what_is_held(api_as, alice, url, tag, monkeypatch):
    """An edit that comes between the first look and the lock is seen."""
    hold = voting.hold

    def late(question):
        Question.objects.filter(pk=question.pk).update(question_text="Meanwhile?")
        return hold(question)

    monkeypatch.setattr(voting, "hold", late)
    answer = api_as(alice).patch(url, {"question_text": "New?"}, headers={"If-Match": tag})
    assert answer.status_code == 412
    assert Question.objects.get().question_text != "New?"


def test_a_client_that_takes_gzip_can_change_what_it_read(api_as, alice, ask):
    """Compression would make the tag weak, and weak tags never hold."""
    question = ask(by=alice, choices=[f"Choice {n}" for n in range(20)])
    client, url = api_as(alice), f"{URL}/{question.pk}"
    gzip = {"Accept-Encoding": "gzip"}
    answer = client.get(url, headers=gzip)
    assert answer["Content-Encoding"] == "gzip"
    tag = answer["ETag"]
    assert tag == client.get(url)["ETag"][:-1] + '-gzip"'
    assert client.get(url, headers=gzip | {"If-None-Match": tag}).status_code == 304
    answer = client.patch(url, {"question_text": "New?"}, headers=gzip | {"If-Match": tag})
    assert answer.status_code == 200
    answer = client.patch(url, {"question_text": "Newer?"}, headers=gzip | {"If-Match": tag})
    assert answer.status_code == 412


@pytest.mark.parametrize("method", ["post", "put"])
def test_a_vote_that_is_in_is_said_to_be_in(api_as, bob, question, url, tea, coffee, method):
    """The database goes away between the vote's commit and the look at the question."""
    client = api_as(bob)
    if method == "put":
        client.put(f"{url}/vote", {"choice": coffee.pk})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("polls.api.get_object_or_404", dead)
        answer = getattr(client, method)(f"{url}/vote", {"choice": tea.pk})
    assert answer.status_code == (201 if method == "post" else 200)
    assert Vote.objects.get().choice == tea
    assert answer.json() == client.get(url).json()
    assert answer["ETag"] == client.get(url)["ETag"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("post", "", {"question_text": "Bus or train?", "choices": ["Bus", "Train"]}),
        ("patch", "/{pk}", {"question_text": "Bus or train?"}),
    ],
)
def test_an_edit_that_cannot_be_answered_is_not_made(
    api_as, alice, question, method, path, body, monkeypatch
):
    monkeypatch.setattr("polls.api.QuestionViewSet._answer", dead)
    answer = getattr(api_as(alice), method)(URL + path.format(pk=question.pk), body)
    assert answer.status_code == 503
    assert Question.objects.get().question_text == "Tea or coffee?"
