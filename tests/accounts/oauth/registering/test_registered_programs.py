"""A program that registered itself changes and deletes itself alone."""

import json

import pytest
from oauth2_provider.models import Application
from rest_framework.test import APIClient

from tests.accounts.oauth.registering.conftest import METADATA, PATH, by

pytestmark = pytest.mark.django_db


def test_a_program_changes_and_deletes_itself_alone(is_open, register, api):
    told, other = register().json(), register().json()
    path, token = f"{PATH}/{told['client_id']}", by(told["registration_access_token"])
    changed = json.dumps({"client_name": "New", "redirect_uris": ["https://new.example/"]})

    assert api.get(path, **token).json()["client_name"] == "Agent"
    answer = api.put(path, changed, content_type="application/json", **token)
    assert answer.json()["redirect_uris"] == ["https://new.example/"]
    for wrong in ({}, by("x"), by(other["registration_access_token"])):
        assert api.get(path, **wrong).status_code == 401
        assert api.delete(path, **wrong).status_code == 401
    assert api.put(path, "{}", content_type="application/json", **token).status_code == 400
    assert api.delete(path, **token).status_code == 204
    assert api.get(path, **token).status_code == 401
    assert Application.objects.get().client_id == other["client_id"]


def test_it_needs_no_csrf_token(is_open, register):
    told = register().json()
    strict = APIClient(enforce_csrf_checks=True)

    answer = strict.delete(f"{PATH}/{told['client_id']}", **by(told["registration_access_token"]))

    assert answer.status_code == 204
    assert "Content-Type" not in answer


@pytest.mark.parametrize(
    "made_of_it",
    [
        {"client_type": "confidential"},
        {"authorization_grant_type": "urn:ietf:params:oauth:grant-type:device_code"},
    ],
)
def test_what_an_administrator_made_of_it_is_theirs(is_open, register, api, made_of_it):
    told = register().json()
    Application.objects.update(**made_of_it)
    path, token = f"{PATH}/{told['client_id']}", by(told["registration_access_token"])

    put = api.put(path, json.dumps(METADATA), content_type="application/json", **token)

    assert [put.status_code, api.delete(path, **token).status_code] == [401, 401]
    assert Application.objects.filter(**made_of_it).exists()
