"""Tokens that were granted, and their revocation."""

import pytest
from oauth2_provider.models import AccessToken, RefreshToken


@pytest.fixture
def granted(alice, sign_in):
    return sign_in(alice)


@pytest.fixture
def revoke(post_token):
    def post(client=None, /, path="/auth/revoke-token", headers=None, **data):
        return post_token(client, path, headers=headers, **data)

    return post


def is_over():
    return not AccessToken.objects.exists() and not RefreshToken.objects.filter(revoked=None)
