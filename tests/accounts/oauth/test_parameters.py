"""Parameters come as JSON or a form, once each, and never in the address."""

import pytest

from tests.accounts.oauth.conftest import FORM, encoded
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

ENDPOINTS = ["/auth/token", "/auth/revoke-token", "/auth/introspect"]
GRANT = {"grant_type": "password", "username": "alice", "password": PASSWORD}


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        '"x"',
        "1",
        "[[]]",
        "[{}]",
        '[["grant_type", "password"]]',
        "{",
        '{"grant_type": 1}',
        '{"grant_type": ["password"]}',
        '{"grant_type": {"a": 1}}',
        '{"grant_type": "password", "grant_type": "password"}',
        '{"grant_type": "\\ud800"}',
        '{"grant_type": "\\u0000"}',
        '{"token": "\\u0000"}',
        "[" * 100_000,
        '{"a":' * 100_000,
        b"\xff\xfe",
    ],
)
def test_json_that_is_no_object_of_texts_is_refused(api, path, body):
    response = api.post(path, body, content_type="application/json")

    assert 400 <= response.status_code < 500
    assert response.json()["error"] in {"invalid_request", "invalid_client"}
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize(
    "body",
    [
        "",
        "grant_type=password&grant_type=password",
        "client_id=a&client_id=b",
        "scope=a&scope=b",
        "grant_type=%00",
        "token=%00",
        "grant_type=%ff%fe",
        "grant_type",
        "=&=&=",
        "grant_type=" + "x" * 100_000,
        "user=1&client=1&scopes=1&extra_credentials=1&headers=1",
    ],
)
def test_a_form_that_makes_no_sense_is_refused(api, path, body):
    response = api.post(path, body, content_type=FORM)

    assert 400 <= response.status_code < 500
    assert set(response.json()) <= {"error", "error_description"}


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
