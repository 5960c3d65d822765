"""Metadata that are bad are refused, by their member."""

import pytest
from oauth2_provider.models import Application

from tests.accounts.oauth.conftest import CALLBACK
from tests.accounts.oauth.registering.conftest import METADATA, PATH

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ([], "invalid_client_metadata"),
        ({}, "invalid_redirect_uri"),
        ({"redirect_uris": []}, "invalid_redirect_uri"),
        ({"redirect_uris": [1]}, "invalid_redirect_uri"),
        ({"redirect_uris": CALLBACK}, "invalid_redirect_uri"),
        ({"redirect_uris": [f"{CALLBACK} {CALLBACK}"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["http://client.example/"]}, "invalid_redirect_uri"),
        ({"redirect_uris": [f"{CALLBACK}#fragment"]}, "invalid_redirect_uri"),
        ({"redirect_uris": [f"{CALLBACK}\ud800"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["javascript:alert(1)"]}, "invalid_redirect_uri"),
        ({"redirect_uris": [CALLBACK] * 11}, "invalid_redirect_uri"),
        (METADATA | {"grant_types": ["client_credentials"]}, "invalid_client_metadata"),
        (METADATA | {"grant_types": 1}, "invalid_client_metadata"),
        (METADATA | {"subject_type": "pairwise"}, "invalid_client_metadata"),
        (METADATA | {"subject_type": ["public"]}, "invalid_client_metadata"),
        (METADATA | {"client_name": ["x"]}, "invalid_client_metadata"),
        (METADATA | {"client_name": "x" * 101}, "invalid_client_metadata"),
        (METADATA | {"client_name": "\u202egro.elpmaxe"}, "invalid_client_metadata"),
        (METADATA | {"client_name": "\0"}, "invalid_client_metadata"),
        (METADATA | {"client_name": "\ud800"}, "invalid_client_metadata"),
    ],
)
def test_bad_metadata_is_refused(is_open, register, metadata, error):
    answer = register(metadata)

    assert answer.status_code == 400
    assert answer.json()["error"] == error
    assert answer.json()["error_description"]
    assert not Application.objects.exists()


def test_other_bodies_are_refused(is_open, api):
    for body, content_type, status in [
        ("nonsense", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ("client_name=x", "application/x-www-form-urlencoded", 415),
    ]:
        assert api.post(PATH, body, content_type=content_type).status_code == status


def test_a_member_that_comes_twice_is_refused(is_open, api):
    body = '{"redirect_uris": ["https://one.example"], "redirect_uris": ["https://two.example"]}'

    answer = api.post(PATH, body, content_type="application/json")

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client_metadata")
    assert "comes twice" in answer.json()["error_description"]
    assert not Application.objects.exists()
