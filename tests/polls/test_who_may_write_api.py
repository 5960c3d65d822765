"""A question is edited, closed and deleted by those who asked it, and by staff."""

import pytest
from django.utils import timezone

from polls.models import Question, Vote
from tests.polls.test_questions_api import URL, asked, one


@pytest.mark.parametrize(
    ("caller", "status"), [("nobody", 401), ("alice", 200), ("bob", 403), ("ada", 200)]
)
@pytest.mark.parametrize("method", ["put", "patch"])
def test_editing_is_for_who_asked_and_staff(
    api, api_as, alice, bob, ada, question, caller, status, method
):
    people = {"alice": alice, "bob": bob, "ada": ada}
    client = api_as(people[caller]) if caller in people else api
    answer = getattr(client, method)(one(question), asked())
    assert answer.status_code == status
    question.refresh_from_db()
    assert (question.question_text == "Bus or train?") == (status == 200)
    assert question.author == alice


@pytest.mark.parametrize(
    ("caller", "status"), [("nobody", 401), ("alice", 204), ("bob", 403), ("ada", 204)]
)
def test_deleting_is_for_who_asked_and_staff(
    api, api_as, alice, bob, ada, question, tea, caller, status
):
    question.votes.create(user=bob, choice=tea)
    people = {"alice": alice, "bob": bob, "ada": ada}
    client = api_as(people[caller]) if caller in people else api
    assert client.delete(one(question)).status_code == status
    assert Question.objects.exists() == Vote.objects.exists() == (status != 204)


@pytest.mark.parametrize(
    ("caller", "status"), [("nobody", 401), ("alice", 200), ("bob", 403), ("ada", 200)]
)
@pytest.mark.parametrize("slash", ["", "/"])
def test_closing_is_for_who_asked_and_staff(
    api, api_as, alice, bob, ada, question, now, caller, status, slash
):
    people = {"alice": alice, "bob": bob, "ada": ada}
    client = api_as(people[caller]) if caller in people else api
    answer = client.post(f"{one(question)}/close{slash}", {"closes_at": "2031-01-01T00:00Z"})
    assert answer.status_code == status
    question.refresh_from_db()
    if status == 200:
        assert now <= question.closes_at <= timezone.now()
        assert answer.json() == client.get(one(question)).json()
    else:
        assert question.closes_at is None


def test_only_an_open_poll_is_closed(api_as, alice, closed, upcoming):
    for poll, code in [(closed, "poll_closed"), (upcoming, "poll_not_open")]:
        answer = api_as(alice).post(f"{one(poll)}/close")
        assert answer.status_code == 409
        assert answer.json()["code"] == code
        assert poll.closes_at == Question.objects.get(pk=poll.pk).closes_at


def test_signed_out_callers_get_a_challenge(api, question):
    for address in (URL, one(question), f"{one(question)}/results.svg"):
        answer = api.get(address)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Token")
        assert answer.json()["code"] == "not_authenticated"


def test_a_cookie_alone_writes_nothing(browser, bob, question):
    browser.force_login(bob)
    answer = browser.post(URL, asked(), content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf_failed"
    assert Question.objects.count() == 1
