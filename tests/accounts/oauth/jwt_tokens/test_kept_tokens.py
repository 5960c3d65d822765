"""The database has digests of JWTs, and other tokens stay random."""

import hashlib

import pytest
from oauth2_provider.models import AccessToken

from tests.accounts.oauth.jwt_tokens.conftest import call
from tests.accounts.oauth.jwt_tokens.test_forged_tokens import base64url

pytestmark = pytest.mark.django_db


def test_the_database_has_a_digest_and_the_api_looks_it_up(alice, sign_in, api):
    token = sign_in(alice)["access_token"]

    assert call(api, token) == 200
    assert token not in str(AccessToken.objects.values())
    AccessToken.objects.all().delete()
    assert call(api, token) == 401


def test_refresh_tokens_stay_random(alice, sign_in, post_token, password_client, read):
    before = sign_in(alice)
    assert not before["refresh_token"].startswith("eyJ")

    data = {"grant_type": "refresh_token", "refresh_token": before["refresh_token"]}
    after = post_token(password_client, scope="polls:read", **data).json()
    assert read(after["access_token"]).claims["scope"] == "polls:read"
    assert read(after["access_token"]).claims["jti"] != read(before["access_token"]).claims["jti"]


def test_at_hash_of_the_id_token_is_that_of_the_jwt(
    alice, client_of_people, make_code, post_token, read
):
    tokens = post_token(
        client_of_people, **make_code(client_of_people, alice, scope="openid")
    ).json()

    digest = hashlib.sha256(tokens["access_token"].encode()).digest()
    assert read(tokens["id_token"]).claims["at_hash"] == base64url(digest[:16])
