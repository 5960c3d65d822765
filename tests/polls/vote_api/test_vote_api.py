"""/polls/api/questions/{id}/vote"""

import pytest

from polls.models import Vote


def test_a_vote_is_answered_with_the_question(api_as, bob, url, tea):
    answer = api_as(bob).post(url, {"choice": tea.pk})
    assert answer.status_code == 201
    assert answer.json()["my_vote"] == tea.pk
    assert [choice["votes"] for choice in answer.json()["choices"]] == [1, 0]


def test_a_second_vote_is_refused(api_as, bob, url, tea, coffee):
    api_as(bob).post(url, {"choice": tea.pk})
    answer = api_as(bob).post(url, {"choice": coffee.pk})
    assert answer.status_code == 409
    assert answer.json() == {
        "detail": "You have voted on this poll already.",
        "code": "already_voted",
    }
    assert Vote.objects.get().choice == tea


def test_put_sets_the_vote_and_may_be_repeated(api_as, bob, url, tea, coffee):
    client = api_as(bob)
    for choice in (tea, tea, coffee, coffee):
        answer = client.put(url, {"choice": choice.pk})
        assert answer.status_code == 200
        assert answer.json()["my_vote"] == choice.pk
    assert [choice["votes"] for choice in answer.json()["choices"]] == [0, 1]


def test_delete_withdraws_the_vote_and_may_be_repeated(api_as, bob, url, tea):
    client = api_as(bob)
    client.post(url, {"choice": tea.pk})
    for _ in range(2):
        answer = client.delete(url)
        assert answer.status_code == 204
        assert not answer.content
    assert not Vote.objects.exists()


def test_only_the_choice_is_read_from_the_body(api_as, bob, charlie, url, tea):
    body = {"choice": tea.pk, "votes": 99, "user": charlie.pk, "count": 5, "id": 1, "voted_at": 0}
    assert api_as(bob).post(url, body).status_code == 201
    vote = Vote.objects.get()
    assert vote.user == bob
    tea.refresh_from_db()
    assert tea.votes == 1


def test_a_form_votes_too(api_as, bob, url, tea):
    answer = api_as(bob).post(url, {"choice": tea.pk}, format="multipart")
    assert answer.status_code == 201


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_slash_at_the_end_makes_no_difference(api_as, bob, url, tea, method):
    answer = getattr(api_as(bob), method)(f"{url}/", {"choice": tea.pk})
    assert answer.status_code in {200, 201, 204}


def test_a_vote_costs_six_queries(api_as, bob, url, tea, django_assert_num_queries):
    client = api_as(bob)
    client.get(url)  # the token's last use is written
    # The token, the question, a savepoint (outside of a test there is none), the vote, its end,
    # the question as it is now.
    with django_assert_num_queries(6):
        client.post(url, {"choice": tea.pk})
