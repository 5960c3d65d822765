"""Another API checks a JWT by itself, with the keys that this site publishes."""

import pytest

from tests.accounts.oauth.jwt_tokens.conftest import OTHER_API, call

pytestmark = pytest.mark.django_db


def test_another_api_asks_nobody(alice, sign_in, local, password_client):
    token = sign_in(alice, resource=OTHER_API)["access_token"]

    assert local(token) == (200, {"sub": str(alice.pk), "client_id": password_client.id})


def test_a_revoked_token_still_works_where_nobody_asks(
    alice, settings, sign_in, local, api, post_token, password_client
):
    settings.RESOURCES = [OTHER_API]  # this API takes the same token
    token = sign_in(alice, resource=OTHER_API)["access_token"]
    assert (call(api, token), local(token)[0]) == (200, 200)

    post_token(password_client, "/auth/revoke-token", token=token)
    assert (call(api, token), local(token)[0]) == (401, 200)
    alice.is_active = False
    alice.save()
    assert local(token)[0] == 200


def test_tokens_of_the_old_key_are_good_until_it_is_dropped(
    alice, sign_in, set_up, local, key, old_key
):
    set_up(OIDC_RSA_PRIVATE_KEY=old_key, OIDC_RSA_PRIVATE_KEYS_INACTIVE=[])
    token = sign_in(alice, resource=OTHER_API)["access_token"]

    set_up(OIDC_RSA_PRIVATE_KEY=key, OIDC_RSA_PRIVATE_KEYS_INACTIVE=[old_key])
    assert local(token)[0] == 200
    set_up(OIDC_RSA_PRIVATE_KEYS_INACTIVE=[])
    assert local(token)[0] == 401


def test_an_access_token_is_no_id_token_hint(alice, sign_in, api):
    token = sign_in(alice)["access_token"]

    refused = api.get("/auth/end-session", {"id_token_hint": token})
    assert refused.status_code == 400
