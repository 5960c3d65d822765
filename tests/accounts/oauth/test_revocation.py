import pytest
from oauth2_provider.models import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted(alice, sign_in):
    return sign_in(alice)


@pytest.fixture
def revoke(post_token):
    def post(client=None, /, path="/auth/revoke-token", headers=None, **data):
        return post_token(client, path, headers=headers, **data)

    return post


def is_over():
    return not AccessToken.objects.exists() and not RefreshToken.objects.filter(revoked=None)


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize("hint", [None, "access_token", "refresh_token", "nonsense"])
def test_a_client_ends_its_tokens(password_client, granted, revoke, which, hint):
    data = {"token_type_hint": hint} if hint else {}

    response = revoke(password_client, token=granted[which], **data)

    assert response.status_code == 200
    assert response.content == b""
    assert is_over()


@pytest.mark.parametrize("path", ["/auth/revoke-token", "/auth/revoke-token/"])
def test_an_unknown_token_is_gone_already(password_client, revoke, path):
    assert revoke(password_client, path=path, token="unknown").status_code == 200


def test_a_wrong_secret_ends_nothing(password_client, granted, revoke):
    response = revoke(
        client_id=password_client.id, client_secret="wrong", token=granted["access_token"]
    )

    assert response.status_code == 401
    assert AccessToken.objects.exists()


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize("hint", [None, "access_token", "refresh_token"])
@pytest.mark.parametrize(
    ("grant", "client_type"), [("password", "confidential"), ("authorization-code", "public")]
)
def test_the_token_of_another_client_lives_on_and_that_is_said(
    make_client, granted, revoke, which, hint, grant, client_type
):
    data = {"token_type_hint": hint} if hint else {}

    response = revoke(make_client(grant, client_type), token=granted[which], **data)

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
    assert AccessToken.objects.exists()
    assert RefreshToken.objects.filter(revoked=None).exists()


def test_a_token_that_was_revoked_is_gone_already(password_client, granted, revoke):
    for _ in range(2):
        assert revoke(password_client, token=granted["refresh_token"]).status_code == 200


def test_a_missing_token_is_named(password_client, revoke):
    assert revoke(password_client).json()["error"] == "invalid_request"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer "])
def test_a_token_sent_as_bearer_ends_itself(password_client, granted, revoke, scheme):
    headers = {"Authorization": f"{scheme} {granted['access_token']}"}

    response = revoke(client_id=password_client.id, headers=headers)

    assert response.status_code == 204
    assert "Content-Type" not in response
    assert is_over()


def test_a_json_body_does_too(password_client, granted, api):
    headers = {"Authorization": f"Bearer {granted['access_token']}"}
    body = {"client_id": password_client.id}

    assert api.post("/auth/revoke-token", body, headers=headers).status_code == 204
    assert is_over()


@pytest.mark.parametrize(
    ("header", "status", "error"),
    [
        ("Bearer wrong", 401, "invalid_token"),
        ("Bearer", 401, "invalid_token"),
        ("bearer {token} x", 401, "invalid_token"),
        ("Bearer: {token}", 400, "invalid_request"),
        ("Bearer,{token}", 400, "invalid_request"),
        ("BearerX {token}", 400, "invalid_request"),
        ("xbearer", 400, "invalid_request"),
        ("Token bearer", 400, "invalid_request"),
        ("Digest bearer", 400, "invalid_request"),
        ("Token x", 400, "invalid_request"),
    ],
)
def test_without_a_good_token_nothing_is_said_to_be_dead(
    password_client, granted, revoke, header, status, error
):
    header = header.format(token=granted["access_token"])

    response = revoke(client_id=password_client.id, headers={"Authorization": header})

    assert (response.status_code, response.json()["error"]) == (status, error)
    assert AccessToken.objects.exists()


def test_a_bad_bearer_is_answered_as_bearers_are(password_client, revoke):
    response = revoke(client_id=password_client.id, headers={"Authorization": "Bearer wrong"})

    assert response.json()["error"] == "invalid_token"
    assert response["WWW-Authenticate"].startswith("Bearer ")


@pytest.mark.parametrize("data", [{}, {"client_id": "another"}])
def test_a_bearer_for_another_client_ends_nothing(granted, revoke, data):
    response = revoke(headers={"Authorization": f"Bearer {granted['access_token']}"}, **data)

    assert response.status_code == 400
    assert AccessToken.objects.exists()
