"""A token that is limited to scopes reaches so far at every endpoint, and no further."""

import pytest
from django.urls import URLPattern, get_resolver
from rest_framework.permissions import AllowAny
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from accounts.models import Token
from accounts.permissions import required_scope
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


def api_views():
    """Each view of the API with the methods that it answers."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.callback
            else:
                yield from walk(pattern.url_patterns)

    for view in walk(get_resolver().url_patterns):
        cls = getattr(view, "cls", None) or getattr(view, "view_class", None)
        if cls and issubclass(cls, APIView):
            actions = getattr(view, "actions", None) or {
                method: method for method in cls.http_method_names if hasattr(cls, method)
            }
            for method, action in actions.items():
                # ``current``: a token may always end itself.
                if method != "options" and action != "current":
                    yield pytest.param(view, cls, method, id=f"{cls.__name__}.{action}")


@pytest.mark.parametrize(("view", "cls", "method"), list(api_views()))
def test_no_endpoint_lets_a_limited_token_in_unless_it_names_the_scope(alice, view, cls, method):
    if set(cls.permission_classes) <= {AllowAny}:
        pytest.skip("It is open to everybody.")
    token = Token.objects.create(user=alice, scope="a:scope:that:no:view:names")
    request = getattr(APIRequestFactory(), method)(
        "/", headers={"Authorization": f"Token {token.key}"}
    )
    answer = view(request, pk="1")
    # Some endpoints take bearers alone.
    assert answer.status_code == (403 if takes_tokens(cls) else 401), answer.data
    if takes_tokens(cls):
        assert "insufficient_scope" in str(answer.data)


def takes_tokens(cls) -> bool:
    return any(getattr(scheme, "keyword", "") == "Token" for scheme in cls.authentication_classes)


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


def test_the_scope_of_a_view_is_read_by_action_and_by_method(rf):
    class View:
        required_scopes = {"get": "polls:read"}
        request = rf.get("/")

    assert required_scope(View()) == "polls:read"
