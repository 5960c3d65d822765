"""/polls/api/questions/{id}/vote"""

import pytest

from polls.models import Vote


@pytest.fixture
def url(question):
    return f"/polls/api/questions/{question.pk}/vote"


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


@pytest.mark.parametrize(
    "choice",
    [
        None,
        True,
        False,
        "",
        "x",
        "tea",
        [],
        [1],
        {},
        {"id": 1},
        0,
        -1,
        1.5,
        2**63,
        10**400,
        "9" * 999,
    ],
)
@pytest.mark.parametrize("method", ["post", "put"])
def test_what_is_no_choice_is_a_400(api_as, bob, url, choice, method):
    answer = getattr(api_as(bob), method)(url, {"choice": choice})
    assert answer.status_code == 400
    assert not Vote.objects.exists()


def test_a_body_without_a_choice_is_a_400(api_as, bob, url):
    answer = api_as(bob).post(url, {})
    assert answer.status_code == 400
    assert answer.json() == {"choice": ["This field is required."]}


@pytest.mark.parametrize("method", ["post", "put"])
def test_a_choice_of_another_question_is_a_400(api_as, bob, url, closed, method):
    for choice_id in (closed.choices.first().pk, 987654321):
        answer = getattr(api_as(bob), method)(url, {"choice": choice_id})
        assert answer.status_code == 400
        assert answer.json()["code"] == "foreign_choice"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("which", ["closed", "upcoming"])
def test_a_poll_that_is_not_open_is_a_409(api_as, bob, closed, upcoming, method, which):
    question = {"closed": closed, "upcoming": upcoming}[which]
    answer = getattr(api_as(bob), method)(
        f"/polls/api/questions/{question.pk}/vote", {"choice": question.choices.first().pk}
    )
    assert answer.status_code == 409
    code = {"closed": "poll_closed", "upcoming": "poll_not_open"}[which]
    assert answer.json()["code"] == code
    assert not Vote.objects.exists()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_vote_needs_a_caller(api, url, tea, method):
    answer = getattr(api, method)(url, {"choice": tea.pk})
    assert answer.status_code == 401
    tea.refresh_from_db()
    assert tea.votes == 0


def test_a_vote_by_cookie_needs_the_forms_token(browser, bob, url, tea):
    browser.force_login(bob)
    answer = browser.post(url, {"choice": tea.pk}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf_failed"


def test_who_was_deleted_meanwhile_is_a_401(api_as, bob, url, tea, monkeypatch):
    from polls import voting

    def deleted(**ballot):
        raise voting.VoterGone

    monkeypatch.setattr(voting, "cast", deleted)
    answer = api_as(bob).post(url, {"choice": tea.pk})
    assert answer.status_code == 401
    assert answer.json() == {"detail": "User inactive or deleted", "code": "user_inactive"}


def test_looking_at_a_vote_is_not_a_method(api_as, bob, url):
    answer = api_as(bob).get(url)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST, PUT, DELETE, OPTIONS"


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
