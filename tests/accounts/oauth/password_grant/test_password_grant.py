"""A password becomes an access token, for applications that may."""

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

ALICE = {"grant_type": "password", "username": "alice", "password": PASSWORD}


def test_a_password_becomes_an_access_token(alice, password_client, post_token, api):
    response = post_token(password_client, **ALICE)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "application/json"
    body = response.json()
    assert body["token_type"] == "Bearer"
    assert body["expires_in"] == 3600
    assert body["scope"] == "polls:read polls:vote"
    me = api.get("/accounts/api/me", headers={"Authorization": f"Bearer {body['access_token']}"})
    assert me.status_code == 403  # known, but it may not see who


@pytest.mark.parametrize("path", ["/auth/token", "/auth/token/"])
def test_both_slashes_answer_alike(alice, password_client, post_token, path):
    assert post_token(password_client, path, **ALICE).status_code == 200


def test_a_json_body_does_too(alice, password_client, api):
    response = api.post("/auth/token", password_client.credentials | ALICE, format="json")

    assert response.status_code == 200


def test_the_client_may_authenticate_itself_with_basic(alice, password_client, post_token):
    response = post_token(headers={"Authorization": password_client.basic}, **ALICE)

    assert response.status_code == 200


def test_tokens_are_kept_as_digests_only(alice, sign_in):
    granted = sign_in(alice)

    for row in [AccessToken.objects.get(), RefreshToken.objects.get()]:
        assert row.token == ""
        assert granted["access_token"] not in str(vars(row))
        assert granted["refresh_token"] not in str(vars(row))


def test_it_notes_the_sign_in(alice, sign_in):
    sign_in(alice)

    alice.refresh_from_db()
    assert (timezone.now() - alice.last_login).total_seconds() < 60
