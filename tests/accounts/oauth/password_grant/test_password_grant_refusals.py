"""The password grant refuses all wrong credentials alike, and counts guesses."""

import pytest

from tests.accounts.oauth.password_grant.test_password_grant import ALICE
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "wrong"},
        {"password": PASSWORD + " "},
        {"username": "nobody"},
        {"username": "a" * 1001},
        {"password": "a" * 4097},
    ],
)
def test_wrong_credentials_look_the_same(alice, password_client, post_token, wrong):
    response = post_token(password_client, **ALICE | wrong)

    assert response.status_code == 400
    assert response.json() == {
        "error": "invalid_grant",
        "error_description": "Invalid credentials given.",
    }


def test_an_inactive_user_gets_nothing(alice, password_client, post_token):
    type(alice)._base_manager.update(is_active=False)

    assert post_token(password_client, **ALICE).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("grant", "client_type"),
    [
        ("authorization-code", "confidential"),
        ("client-credentials", "confidential"),
        ("authorization-code", "public"),
        ("password", "public"),
    ],
)
@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_other_applications_cannot_even_test_a_password(
    alice, make_client, post_token, grant, client_type, password
):
    client = make_client(grant, client_type)

    response = post_token(client, **ALICE | {"password": password})

    assert response.status_code == 400
    assert response.json()["error"] == "unauthorized_client"


def test_guesses_count_with_those_at_the_other_doors(alice, password_client, post_token, api):
    for _ in range(5):
        post_token(password_client, **ALICE | {"password": "wrong"})
        api.post("/accounts/get_auth_token/", {"username": "alice", "password": "wrong"})

    response = post_token(password_client, **ALICE)

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert response.json()["error"] == "slow_down"
    assert response["Cache-Control"] == "no-store"
