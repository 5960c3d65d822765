"""The scope of an access token limits it on the polls API."""

import pytest
from django.utils import timezone

from polls.models import Choice, Question

pytestmark = pytest.mark.django_db

READ, VOTE, WRITE = "polls:read", "polls:vote", "polls:write"


@pytest.fixture
def question(alice):
    question = Question.objects.create(question_text="Tea?", pub_date=timezone.now(), author=alice)
    Choice.objects.create(question=question, choice_text="Yes")
    Choice.objects.create(question=question, choice_text="No")
    return question


def send(api, method, path, question, body=None):
    path = path.replace("{id}", str(question.pk))
    choice = question.choices.first().pk
    body = {"vote": {"choice": choice}, "ask": NEW}.get(body)
    headers = {"Authorization": "Bearer an-access-token"}
    return getattr(api, method)(f"/polls/api/questions{path}", body, format="json", headers=headers)


NEW = {"question_text": "Coffee?", "choices": [{"choice_text": "Yes"}, {"choice_text": "No"}]}
ACTIONS = [
    (READ, "get", "", None),
    (READ, "get", "/{id}", None),
    (READ, "get", "/{id}/results", None),
    (READ, "get", "/{id}/results.csv", None),
    (VOTE, "post", "/{id}/vote", "vote"),
    (VOTE, "put", "/{id}/vote", "vote"),
    (VOTE, "delete", "/{id}/vote", None),
    (WRITE, "post", "", "ask"),
    (WRITE, "put", "/{id}", "ask"),
    (WRITE, "patch", "/{id}", "ask"),
    (WRITE, "delete", "/{id}", None),
]


@pytest.mark.parametrize(("scope", "method", "path", "body"), ACTIONS)
def test_an_action_takes_its_scope(
    alice, question, make_access_token, api, scope, method, path, body
):
    make_access_token(alice, scope=scope)

    assert send(api, method, path, question, body).status_code < 300


@pytest.mark.parametrize(("scope", "method", "path", "body"), ACTIONS)
def test_all_other_scopes_together_do_not_do(
    alice, question, make_access_token, api, scope, method, path, body
):
    others = {READ, VOTE, WRITE, "profile", "email", "openid"} - {scope}
    make_access_token(alice, scope=" ".join(others))

    response = send(api, method, path, question, body)

    assert response.status_code == 403
    assert response.json()["code"] == "insufficient_scope"
    assert f'scope="{scope}"' in response["WWW-Authenticate"]


@pytest.mark.parametrize(("scope", "method", "path", "body"), ACTIONS)
def test_a_machine_reads_and_cannot_act(
    question, make_access_token, api, scope, method, path, body
):
    make_access_token(None, scope=f"{READ} {VOTE} {WRITE}")

    response = send(api, method, path, question, body)

    if scope == READ:
        assert response.status_code == 200
    else:
        assert response.status_code == 403
        assert response.json()["code"] == "no_person"


@pytest.mark.parametrize("query", ["?mine=true", "?voted=true", "?mine=false", "?voted=false"])
def test_a_machine_has_no_polls_of_its_own(question, make_access_token, api, query):
    make_access_token(None, scope=READ)

    response = send(api, "get", query, question)

    assert response.status_code == 200
    assert response.json()["results"] == [] or "false" in query
