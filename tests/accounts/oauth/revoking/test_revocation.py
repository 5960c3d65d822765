"""A client ends its tokens, and no others (RFC 7009)."""

import pytest
from oauth2_provider.models import AccessToken, RefreshToken

from tests.accounts.oauth.revoking.conftest import is_over

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize("hint", [None, "access_token", "refresh_token", "nonsense"])
def test_a_client_ends_its_tokens(password_client, granted, revoke, which, hint):
    data = {"token_type_hint": hint} if hint else {}

    response = revoke(password_client, token=granted[which], **data)

    assert response.status_code == 200
    assert response.content == b""
    assert is_over()


@pytest.mark.parametrize("path", ["/auth/revoke-token", "/auth/revoke-token/"])
def test_an_unknown_token_is_gone_already(password_client, revoke, path):
    assert revoke(password_client, path=path, token="unknown").status_code == 200


def test_a_wrong_secret_ends_nothing(password_client, granted, revoke):
    response = revoke(
        client_id=password_client.id, client_secret="wrong", token=granted["access_token"]
    )

    assert response.status_code == 401
    assert AccessToken.objects.exists()


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize("hint", [None, "access_token", "refresh_token"])
@pytest.mark.parametrize(
    ("grant", "client_type"), [("password", "confidential"), ("authorization-code", "public")]
)
def test_the_token_of_another_client_lives_on_and_that_is_said(
    make_client, granted, revoke, which, hint, grant, client_type
):
    data = {"token_type_hint": hint} if hint else {}

    response = revoke(make_client(grant, client_type), token=granted[which], **data)

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
    assert AccessToken.objects.exists()
    assert RefreshToken.objects.filter(revoked=None).exists()


def test_a_token_that_was_revoked_is_gone_already(password_client, granted, revoke):
    for _ in range(2):
        assert revoke(password_client, token=granted["refresh_token"]).status_code == 200


def test_a_missing_token_is_named(password_client, revoke):
    assert revoke(password_client).json()["error"] == "invalid_request"
