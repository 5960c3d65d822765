"""Answers have tags, by which what was read is not sent again."""

import pytest

from tests.polls.conditions.conftest import URL


def test_a_tag_is_strong_and_the_same_until_something_changes(api_as, alice, bob, url, tea, tag):
    client = api_as(alice)
    assert tag.startswith('"')
    assert tag.endswith('"')
    assert client.get(url)["ETag"] == client.head(url)["ETag"] == tag
    api_as(bob).post(f"{url}/vote", {"choice": tea.pk})
    assert client.get(url)["ETag"] != tag


def test_readers_with_votes_of_their_own_have_tags_of_their_own(api_as, alice, bob, url, tea):
    api_as(bob).post(f"{url}/vote", {"choice": tea.pk})
    assert api_as(alice).get(url)["ETag"] != api_as(bob).get(url)["ETag"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("post", "", {"question_text": "Bus or train?", "choices": ["Bus", "Train"]}),
        ("put", "/{pk}", {"question_text": "Bus or train?", "choices": ["Bus", "Train"]}),
        ("patch", "/{pk}", {"question_text": "Bus or train?"}),
        ("post", "/{pk}/close", None),
        ("post", "/{pk}/vote", {"choice": "{tea}"}),
        ("put", "/{pk}/vote", {"choice": "{tea}"}),
    ],
)
def test_every_answer_with_a_question_has_its_tag_and_its_address(
    api_as, alice, question, tea, method, path, body
):
    body = body and {key: tea.pk if value == "{tea}" else value for key, value in body.items()}
    client = api_as(alice)
    answer = getattr(client, method)(URL + path.format(pk=question.pk), body)
    assert answer.status_code in {200, 201}
    address = f"{URL}/{answer.json()['id']}"
    assert answer["Content-Location"] == address
    assert answer.get("Location") == (address if not path else None)
    read = client.get(address)
    assert read["ETag"] == answer["ETag"]
    assert read.content == answer.content


@pytest.mark.parametrize("path", ["", "?status=open", "/{pk}/results", "/{pk}/results.svg"])
def test_other_answers_have_a_tag_as_well(api_as, alice, question, path):
    client, url = api_as(alice), URL + path.format(pk=question.pk)
    tag = client.get(url)["ETag"]
    for method in (client.get, client.head):
        answer = method(url, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.content) == (304, b"")
