import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema(api):
    return api.get("/api/schema/?format=json").json()


def test_it_says_how_to_get_an_access_token(schema):
    flow = schema["components"]["securitySchemes"]["OAuth2"]["flows"]["authorizationCode"]

    assert flow["authorizationUrl"] == "/auth/authorize"
    assert flow["tokenUrl"] == "/auth/token"
    assert flow["scopes"]["polls:vote"] == "Vote in your name"


@pytest.mark.parametrize(
    ("path", "method", "scopes"),
    [
        ("/polls/api/questions", "get", ["polls:read"]),
        ("/polls/api/questions/{id}/vote", "post", ["polls:vote"]),
        ("/accounts/api/me", "get", ["profile"]),
        ("/accounts/api/tokens", "get", None),
    ],
)
def test_it_says_which_scope_an_operation_takes(schema, path, method, scopes):
    security = schema["paths"][path][method]["security"]

    named = [scheme["OAuth2"] for scheme in security if "OAuth2" in scheme]
    assert named == ([scopes] if scopes else [])
