"""A token that is limited to scopes reaches so far at every endpoint, and no further."""

import pytest

from polls import editing
from polls.models import Question, Vote

TOKENS = "/accounts/api/tokens"
QUESTIONS = "/polls/api/questions"
KNOWN = "polls:read, polls:vote, polls:write, profile, email"


@pytest.fixture
def question(ada):
    question = Question(question_text="Tea or coffee?", author=ada)
    return editing.save(question, choices=["Tea", "Coffee"])


@pytest.mark.parametrize(
    ("scope", "reads", "votes", "asks", "tells"),
    [
        ("polls:read", 200, 403, 403, 403),
        ("polls:vote", 403, 201, 403, 403),
        ("polls:read polls:vote", 200, 201, 403, 403),
        ("polls:write", 403, 403, 201, 403),
        ("profile", 403, 403, 403, 200),
        ("email", 403, 403, 403, 403),
        ("", 200, 201, 201, 200),
    ],
)
def test_a_token_reaches_as_far_as_its_scopes(
    question, limited_to, scope, reads, votes, asks, tells
):
    client = limited_to(scope)
    asked = {
        "question_text": "Sea or hills?",
        "choices": [{"choice_text": "Sea"}, {"choice_text": "Hills"}],
    }
    vote = {"choice": question.choices.first().pk}
    answers = {
        "reads": client.get(f"{QUESTIONS}/{question.pk}").status_code,
        "votes": client.post(f"{QUESTIONS}/{question.pk}/vote", vote).status_code,
        "asks": client.post(QUESTIONS, asked).status_code,
        "tells": client.get("/accounts/api/me").status_code,
    }
    assert answers == {"reads": reads, "votes": votes, "asks": asks, "tells": tells}
    assert Vote.objects.count() == (votes == 201)


def test_a_refusal_names_the_missing_scope(question, limited_to):
    vote = {"choice": question.choices.first().pk}
    answer = limited_to("polls:read").post(f"{QUESTIONS}/{question.pk}/vote", vote)
    assert answer.json() == {
        "detail": "The token lacks the scope polls:vote.",
        "code": "insufficient_scope",
    }
    assert answer["WWW-Authenticate"] == (
        'Token realm="api", error="insufficient_scope", scope="polls:vote"'
    )


def test_a_refusal_says_that_no_scope_would_do(limited_to):
    answer = limited_to("polls:read polls:vote polls:write").get(TOKENS)
    assert answer.json() == {
        "detail": "A token that is limited to scopes is not accepted here.",
        "code": "insufficient_scope",
    }
    assert answer["WWW-Authenticate"] == 'Token realm="api", error="insufficient_scope"'


@pytest.mark.parametrize("path", ["tokens", "sessions", "applications", "social"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_a_limited_token_manages_no_credentials(alice, limited_to, path, method):
    answer = getattr(limited_to(KNOWN.replace(",", "")), method)(f"/accounts/api/{path}")
    assert answer.status_code in {403, 405}
    assert not alice.tokens.exclude(revoked_at=None).exists()


def test_a_site_without_scopes_says_so(alice, api_as, settings):
    settings.TOKEN_SCOPES = {}
    assert api_as(alice).post(TOKENS, {"name": "x", "scopes": ["polls:read"]}).json() == {
        "scopes": ["This site has no scopes (TOKEN_SCOPES): leave them out."]
    }


def test_the_scopes_are_those_of_the_settings(alice, api_as, settings):
    settings.TOKEN_SCOPES = {"notes:read": "Read notes"}
    assert api_as(alice).post(TOKENS, {"name": "x", "scopes": ["polls:read"]}).json() == {
        "scopes": ["Unknown: polls:read. These exist: notes:read."]
    }
    assert api_as(alice).post(TOKENS, {"name": "x", "scopes": ["notes:read"]}).status_code == 201
