"""A token that is sent as bearer ends itself and no other."""

import pytest
from oauth2_provider.models import AccessToken

from tests.accounts.oauth.revoking.conftest import is_over

pytestmark = pytest.mark.django_db


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
