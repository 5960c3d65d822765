"""A code and a refresh token are spent once, whoever is how quick. On SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken
from rest_framework.test import APIClient

from accounts.oauth.models import Consent
from tests.accounts.oauth.conftest import FORM, encoded

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 6


def together(post):
    """``post()`` in as many threads as ``CROWD``, at the same moment; the responses."""
    start = Barrier(CROWD)

    def one(_):
        start.wait()
        try:
            return post()
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(one, range(CROWD)))


def spend(client, data):
    body = encoded(client.credentials | data)
    return APIClient().post("/auth/token", body, content_type=FORM)


def assert_one_winner_at_most(responses):
    assert {response.status_code for response in responses} <= {200, 400}
    refused = [response for response in responses if response.status_code == 400]
    assert len(refused) >= CROWD - 1
    assert {response.json()["error"] for response in refused} == {"invalid_grant"}


def test_a_code_is_spent_once(alice, public_client, make_code):
    code = make_code(public_client, alice)

    assert_one_winner_at_most(together(lambda: spend(public_client, code)))


def test_of_what_a_person_allows_in_several_windows_all_is_remembered(alice, public_client):
    addresses = [f"https://{number}.example" for number in range(CROWD)]
    left = iter(addresses)
    whose = {"user": alice, "application": public_client.application, "scopes": ["polls:read"]}

    together(lambda: Consent.objects.remember(**whose, resources=[next(left)], now=timezone.now()))

    assert Consent.objects.covers(**whose, resources=addresses)


def test_a_refresh_token_is_spent_once(alice, sign_in, password_client):
    token = sign_in(alice)["refresh_token"]
    data = {"grant_type": "refresh_token", "refresh_token": token}

    assert_one_winner_at_most(together(lambda: spend(password_client, data)))
    # The losers held a spent token: as after any replay, nobody is left with access.
    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.filter(revoked=None, access_token__isnull=False).exists()


def test_revoking_twice_at_once_is_no_error(alice, sign_in, password_client):
    token = sign_in(alice)["access_token"]
    body = encoded(password_client.credentials | {"token": token})

    responses = together(lambda: APIClient().post("/auth/revoke-token", body, content_type=FORM))

    assert {response.status_code for response in responses} == {200}
    assert not AccessToken.objects.exists()


def test_a_new_password_and_a_refresh_never_leave_access_behind(alice, sign_in, password_client):
    token = sign_in(alice)["refresh_token"]
    data = {"grant_type": "refresh_token", "refresh_token": token}
    turns = iter(range(CROWD))

    def refresh_or_change():
        if next(turns) == CROWD - 1:
            alice.set_password("another correct horse")
            alice.save()
            return None
        return spend(password_client, data)

    responses = [response for response in together(refresh_or_change) if response]

    assert {response.status_code for response in responses} <= {200, 400}
    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.filter(revoked=None, access_token__isnull=False).exists()
