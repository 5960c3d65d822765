"""A code that is old, used or of another client buys nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db


def test_a_code_is_bound_to_its_client(alice, public_client, make_client, make_code, post_token):
    other = make_client("authorization-code", "public")

    response = post_token(other, **make_code(public_client, alice))

    assert response.json()["error"] == "invalid_grant"


def test_an_old_code_is_refused(alice, public_client, make_code, post_token):
    code = make_code(public_client, alice, expires=timezone.now() - timedelta(seconds=1))

    assert post_token(public_client, **code).json()["error"] == "invalid_grant"


def test_an_inactive_user_is_refused(alice, public_client, make_code, post_token):
    code = make_code(public_client, alice)
    type(alice)._base_manager.update(is_active=False)

    assert post_token(public_client, **code).json()["error"] == "invalid_grant"


def test_a_replayed_code_revokes_what_it_bought(alice, public_client, make_code, post_token):
    code = make_code(public_client, alice)
    bought = post_token(public_client, **code).json()
    renewed = post_token(
        public_client, grant_type="refresh_token", refresh_token=bought["refresh_token"]
    ).json()

    replay = post_token(public_client, **code)

    assert replay.status_code == 400
    assert replay.json()["error"] == "invalid_grant"
    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.filter(revoked=None).exists()
    again = post_token(
        public_client, grant_type="refresh_token", refresh_token=renewed["refresh_token"]
    )
    assert again.json()["error"] == "invalid_grant"
