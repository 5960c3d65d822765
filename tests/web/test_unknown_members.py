"""
Which operations of the schema refuse a member or a parameter that they do not know.

It is refused where silence would change who may do what, or what a list holds: in the
whole API of accounts. Elsewhere it is ignored, as DRF does. OAuth2 asks for that (RFC 6749 §3.2).
"""

import pytest
from rest_framework.test import APIClient

from accounts import credentials
from polls.hot import choice_in
from polls.models import Question
from web.schema.document import _schema

STRANGE = "statuz"
IGNORE_MEMBERS = {
    "polls_api_questions_create",
    "polls_api_questions_partial_update",
    "polls_api_questions_update",
    "polls_api_questions_vote_create",
    "polls_api_questions_vote_update",
}
#: They refuse in the words of OAuth2.
OTHERS = ["/auth/disconnect-backend", "/auth/invalidate-sessions"]
KINDS = [kind.name.replace("-", "_") for kind in credentials.kinds()]
REFUSE_PARAMETERS = {
    "accounts_api_activity_list",
    *(f"accounts_api_{kind}_list" for kind in KINDS),
    *(f"accounts_api_{kind}_destroy_all" for kind in KINDS),
    "polls_api_questions_list",
}


def operations():
    for path, methods in _schema()["paths"].items():
        for method, operation in methods.items():
            yield operation["operationId"], method, path, operation


REFUSE_MEMBERS = {
    name
    for name, _method, path, more in operations()
    if path.startswith(("/accounts/api/", "/accounts/get_auth_token")) and "requestBody" in more
}


def of(names):
    return sorted(
        (name, method, path) for name, method, path, _more in operations() if name in names
    )


@pytest.fixture
def caller(alice):
    question = Question.objects.create(question_text="Tea?", author=alice)
    for text in ("yes", "no"):
        question.choices.create(choice_text=text)
    in_session = APIClient()
    in_session.force_login(alice)
    return in_session


def test_every_operation_of_the_polls_that_takes_a_body_is_in_the_table():
    with_body = {
        name
        for name, _method, path, more in operations()
        if "requestBody" in more and path.startswith("/polls/")
    }
    assert with_body == IGNORE_MEMBERS


def test_every_list_is_in_the_table():
    lists = {name for name, *_rest in operations() if name.endswith(("_list", "_destroy_all"))}
    assert lists == REFUSE_PARAMETERS


@pytest.mark.parametrize(("name", "method", "path"), of(REFUSE_MEMBERS))
def test_an_unknown_member_is_refused_by_its_name(name, method, path, caller):
    answer = getattr(caller, method)(path.format(id="1"), {STRANGE: 1})
    assert answer.status_code == 400
    assert STRANGE in answer.json()


@pytest.mark.parametrize("path", OTHERS)
def test_an_unknown_member_is_refused_in_words(path, caller):
    answer = caller.post(path, {"backend": "demo", "client_id": "x", STRANGE: 1})
    assert answer.status_code == 400
    assert STRANGE in answer.content.decode()


@pytest.mark.parametrize(("name", "method", "path"), of(IGNORE_MEMBERS))
def test_an_unknown_member_is_ignored(name, method, path, caller):
    question = Question.objects.get()
    body = {STRANGE: 1, "votes": 9, "user": 9, "count": 9, "id": 9}
    if "vote" in name:
        body |= {"choice": question.choices.first().pk}
    else:
        body |= {"question_text": "Coffee?", "choices": ["yes", "no"]}
    answer = getattr(caller, method)(path.format(id=question.pk), body)
    assert answer.status_code in (200, 201)
    assert STRANGE not in answer.json()


@pytest.mark.parametrize(("name", "method", "path"), of(REFUSE_PARAMETERS))
def test_an_unknown_parameter_is_refused_by_its_name(name, method, path, caller):
    answer = getattr(caller, method)(f"{path}?{STRANGE}=open")
    assert (answer.status_code, list(answer.json())) == (400, [STRANGE])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/accounts/api/tokens", '{"name": "a", "scopes": ["polls:read"], "scopes": null}'),
        ("/accounts/get_auth_token", '{"username": "bob", "username": "alice", "password": "x"}'),
        ("/accounts/login/", '{"username": "bob", "usern\\u0061me": "alice", "password": "x"}'),
        ("/polls/api/questions/%s/vote", '{"choice": 1, "choice": 2}'),
    ],
)
def test_a_member_that_comes_twice_is_refused(path, body, caller):
    path = path.replace("%s", str(Question.objects.get().pk))
    refused = caller.post(path, body, content_type="application/json")
    assert refused.status_code == 400
    assert "comes twice" in refused.json()["detail"]


def test_a_choice_that_comes_twice_is_no_usual_vote():
    assert choice_in(b'{"choice": 1}') == 1
    assert choice_in(b'{"choice": 1, "choice": 2}') is None
    assert choice_in(b'[["choice", 1]]') is None
    assert choice_in(b"{}") is None
