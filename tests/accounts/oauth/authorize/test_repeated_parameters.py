"""A parameter comes once, and one that is empty or unknown counts as absent."""

import pytest

from tests.accounts.oauth.conftest import FORM, encoded
from tests.accounts.oauth.refusals.test_parameters import ENDPOINTS
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

GRANT = {"grant_type": "password", "username": "alice", "password": PASSWORD}


def test_a_repeated_parameter_is_refused(alice, password_client, api):
    body = encoded(password_client.credentials | GRANT) + "&scope=polls:read&scope=polls:vote"

    response = api.post("/auth/token", body, content_type=FORM)

    assert response.status_code == 400
    assert response.json() == {
        "error": "invalid_request",
        "error_description": "The parameter scope is repeated.",
    }


@pytest.mark.parametrize("path", ENDPOINTS)
def test_secrets_in_the_address_are_refused(alice, password_client, api, path):
    query = encoded(password_client.credentials | {"token": "x"})

    response = api.post(f"{path}?{query}", encoded(GRANT), content_type=FORM)

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"


def test_an_empty_parameter_counts_as_absent(alice, password_client, post_token):
    assert post_token(password_client, scope="", **GRANT).status_code == 200


def test_an_absent_one_may_be_null_in_json(alice, password_client, api):
    body = password_client.credentials | GRANT | {"scope": None}

    assert api.post("/auth/token", body, format="json").status_code == 200


def test_unknown_parameters_are_ignored(alice, password_client, post_token):
    response = post_token(password_client, user="bob", scopes="admin", client="x", **GRANT)

    assert response.status_code == 200
    assert response.json()["scope"] == "polls:read polls:vote"
