"""prune deletes tokens that have expired, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, Grant, RefreshToken

from accounts.models import Session, Token
from tests.accounts.oauth.commands.test_commands import output_of

pytestmark = pytest.mark.django_db


def test_prune_deletes_what_has_expired_and_nothing_else(
    alice, bob, sign_in, make_code, capsys, public_client
):
    sign_in(alice)
    dead, live = sign_in(alice), sign_in(bob)
    long_ago = timezone.now() - timedelta(days=30)
    AccessToken.objects.filter(user=alice).update(expires=long_ago)
    make_code(public_client, alice, expires=long_ago)
    Token.objects.filter(user=alice).update(revoked_at=long_ago)
    Session.objects.create(session_key="x", expire_date=long_ago)

    printed = output_of(capsys, "prune")

    assert "1 tokens deleted." in printed
    assert "5 OAuth2 rows deleted." in printed
    assert AccessToken.objects.get().user == bob
    assert RefreshToken.objects.get().user == bob
    assert not Grant.objects.exists()
    assert not Session.objects.exists()
    assert Token.objects.get().user == bob
    assert dead != live


def test_prune_leaves_one_row_for_a_refresh_token_that_lives(
    alice, sign_in, post_token, password_client, capsys
):
    granted = sign_in(alice)
    for _ in range(3):
        granted = post_token(
            password_client, grant_type="refresh_token", refresh_token=granted["refresh_token"]
        ).json()
    AccessToken.objects.update(expires=timezone.now() - timedelta(days=1))

    output_of(capsys, "prune")

    assert AccessToken.objects.count() == 1
    response = post_token(
        password_client, grant_type="refresh_token", refresh_token=granted["refresh_token"]
    )
    assert response.status_code == 200
