"""A program that registered itself loses what it was given by another address, and ends unused."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import Application

from accounts.oauth.registration import clients
from tests.accounts.oauth.conftest import Client
from tests.accounts.oauth.registering.conftest import PATH, by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "is_kept"),
    [
        ({"client_name": "New"}, True),
        ({"redirect_uris": ["https://new.example/"]}, False),
    ],
)
def test_what_it_was_given_ends_with_another_address(
    alice, is_open, register, make_code, post_token, api, changes, is_kept
):
    told = register().json()
    client = Client(Application.objects.get(), "")
    address = told["redirect_uris"][0]
    code = make_code(client, alice, redirect_uri=address) | {"redirect_uri": address}
    held = post_token(client, **code).json()["refresh_token"]
    path, token = f"{PATH}/{client.id}", by(told["registration_access_token"])
    same = {"client_name": told["client_name"], "redirect_uris": told["redirect_uris"]}

    api.put(path, json.dumps(same | changes), content_type="application/json", **token)

    answer = post_token(client, grant_type="refresh_token", refresh_token=held)
    assert (answer.status_code == 200) == is_kept


def test_unused_ones_are_pruned(alice, is_open, register, make_client, make_access_token):
    make_client("authorization-code")
    unused, used = (register().json()["client_id"] for _ in range(2))
    make_access_token(alice, application=Application.objects.get(client_id=used))
    now = timezone.now()

    assert not clients.unused(now=now).exists()
    later = clients.unused(now=now + timedelta(days=31))
    assert [application.client_id for application in later] == [unused]
