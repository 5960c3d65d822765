"""Parameters come as JSON or a form."""

import pytest

from tests.accounts.oauth.conftest import FORM

pytestmark = pytest.mark.django_db

ENDPOINTS = ["/auth/token", "/auth/revoke-token", "/auth/introspect"]


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
