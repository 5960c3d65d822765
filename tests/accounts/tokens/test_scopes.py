"""A token that is limited to scopes reaches so far at every endpoint, and no further."""

import pytest
from django.urls import URLPattern, get_resolver
from rest_framework.permissions import AllowAny
from rest_framework.test import APIClient, APIRequestFactory
from rest_framework.views import APIView

from accounts.models import Token
from accounts.permissions import required_scope
from accounts.tokens.api import TokenViewSet
from polls import editing
from polls.models import Question, Vote
from tests.conftest import PASSWORD

TOKENS = "/accounts/api/tokens"
QUESTIONS = "/polls/api/questions"
KNOWN = "polls:read, polls:vote, polls:write, profile, email"


@pytest.fixture
def question(ada):
    question = Question(question_text="Tea or coffee?", author=ada)
    return editing.save(question, choices=["Tea", "Coffee"])


@pytest.fixture
def limited_to(alice):
    """``limited_to("polls:read")``: a program whose token reaches no further."""

    def client(scope: str) -> APIClient:
        token = Token.objects.create(user=alice, name="limited", scope=scope)
        return APIClient(headers={"Authorization": f"Token {token.key}"})

    return client


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


# Making limited tokens ---------------------------------------------------------------


def test_a_token_is_made_with_scopes_and_shows_them(alice, api_as):
    made = api_as(alice).post(TOKENS, {"name": "reader", "scopes": ["polls:vote", "polls:read"]})
    assert made.status_code == 201
    assert made.json()["scopes"] == ["polls:read", "polls:vote"]
    listed = {token["name"]: token["scopes"] for token in api_as(alice).get(TOKENS).json()}
    assert listed == {"initial": None, "reader": ["polls:read", "polls:vote"]}
    reader = APIClient(headers={"Authorization": f"Token {made.json()['key']}"})
    assert reader.get(QUESTIONS).status_code == 200
    assert reader.post(QUESTIONS, {}).status_code == 403


@pytest.mark.parametrize("body", [{}, {"scopes": None}])
def test_a_token_without_scopes_has_all(alice, api_as, body):
    made = api_as(alice).post(TOKENS, {"name": "all", **body}).json()
    assert made["scopes"] is None
    everything = APIClient(headers={"Authorization": f"Token {made['key']}"})
    assert everything.get(TOKENS).status_code == 200


WRONG_SCOPES = [
    (["polls:reed"], f"Unknown: polls:reed. These exist: {KNOWN}."),
    (["polls:read", "a", "b", "a"], f"Unknown: a, b. These exist: {KNOWN}."),
    (["polls:read polls:vote"], f"Unknown: polls:read polls:vote. These exist: {KNOWN}."),
    (["POLLS:READ"], f"Unknown: POLLS:READ. These exist: {KNOWN}."),
    (["openid"], f"Unknown: openid. These exist: {KNOWN}."),  # no ID token comes of it
    ([], "Name at least one scope, or leave scopes out for a token without bounds."),
    ("polls:read", 'Expected a list of items but got type "str".'),
    ({"polls:read": True}, 'Expected a list of items but got type "dict".'),
    (7, 'Expected a list of items but got type "int".'),
]


@pytest.mark.parametrize(("scopes", "text"), WRONG_SCOPES)
@pytest.mark.parametrize("door", ["api", "get_auth_token"])
def test_scopes_that_mean_nothing_are_refused_in_words(alice, api_as, door, scopes, text):
    if door == "api":
        answer = api_as(alice).post(TOKENS, {"name": "x", "scopes": scopes})
    else:
        body = {"username": "alice", "password": PASSWORD, "scopes": scopes}
        answer = APIClient().post("/accounts/get_auth_token", body)
    assert answer.status_code == 400
    assert answer.json() == {"scopes": [text]}
    assert alice.tokens.count() == 1


@pytest.mark.parametrize(
    "scopes", [[None], [[]], [{}], ["x" * 101], ["a\0b"], ["polls:read"] * 101]
)
def test_malformed_scopes_are_refused(alice, api_as, scopes):
    answer = api_as(alice).post(TOKENS, {"name": "x", "scopes": scopes})
    assert answer.status_code == 400
    assert list(answer.json()) == ["scopes"]


def test_get_auth_token_gives_a_narrower_token(alice, api):
    body = {"username": "alice", "password": PASSWORD, "scopes": ["polls:read"]}
    key = api.post("/accounts/get_auth_token", body).json()["token"]
    client = APIClient(headers={"Authorization": f"Token {key}"})
    assert client.get(QUESTIONS).status_code == 200
    assert client.post(QUESTIONS, {}).status_code == 403


def test_a_form_can_name_several_scopes(alice, api):
    body = {"username": "alice", "password": PASSWORD, "scopes": ["polls:read", "polls:vote"]}
    assert api.post("/accounts/get_auth_token", body, format="multipart").status_code == 200
    assert alice.tokens.first().scope == "polls:read polls:vote"


def test_a_person_limits_a_token_on_the_page(alice, browser_as):
    browser = browser_as(alice)
    form = {"name": "reader", "scopes": ["polls:read", "profile"]}
    page = browser.post("/accounts/credentials/tokens/", form)
    assert page.status_code == 200
    assert alice.tokens.get(name="reader").scope == "polls:read profile"
    assert "See polls and their results" in page.content.decode()


def test_the_page_refuses_an_unknown_scope(alice, browser_as):
    page = browser_as(alice).post("/accounts/credentials/tokens/", {"name": "x", "scopes": ["a"]})
    assert "Select a valid choice. a is not one" in page.content.decode()
    assert not alice.tokens.filter(name="x").exists()


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


# A view set of one's own may let limited tokens make tokens.


@pytest.fixture
def maker(limited_to, monkeypatch):
    monkeypatch.setattr(TokenViewSet, "required_scopes", {"create": "polls:read"}, raising=False)
    return limited_to("polls:read profile")


def test_a_limited_token_gives_no_more_than_it_has(alice, maker):
    wider = maker.post(TOKENS, {"name": "x", "scopes": ["polls:read", "polls:vote"]})
    assert wider.json() == {"scopes": ["The token that makes this one lacks polls:vote."]}
    assert maker.post(TOKENS, {"name": "y", "scopes": ["profile"]}).json()["scopes"] == ["profile"]


def test_a_limited_token_gives_its_own_bounds_unless_asked_for_less(alice, maker):
    assert maker.post(TOKENS, {"name": "x"}).json()["scopes"] == ["polls:read", "profile"]


def test_the_scope_of_a_view_is_read_by_action_and_by_method(rf):
    class View:
        required_scopes = {"get": "polls:read"}
        request = rf.get("/")

    assert required_scope(View()) == "polls:read"
