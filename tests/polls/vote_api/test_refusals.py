"""A vote that cannot be is refused, by a code."""

import pytest

from polls.models import Vote


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
