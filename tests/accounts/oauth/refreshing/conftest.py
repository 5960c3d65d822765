"""Tokens that are refreshed."""

import pytest


@pytest.fixture
def refresh(post_token, password_client):
    def post(refresh_token, client=password_client, **data):
        return post_token(client, grant_type="refresh_token", refresh_token=refresh_token, **data)

    return post


@pytest.fixture
def is_alive(api):
    def ask(access_token):
        headers = {"Authorization": f"Bearer {access_token}"}
        status = api.get("/accounts/api/me", headers=headers).status_code
        assert status in {401, 403}  # 403: known, but without the scope for this
        return status == 403

    return ask
