"""Conditions are compared with what is held when the change is made."""

import pytest

from polls import voting
from polls.models import Question, Vote
from tests.polls.conditions.conftest import URL
from tests.polls.conditions.test_reading_again import dead


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
