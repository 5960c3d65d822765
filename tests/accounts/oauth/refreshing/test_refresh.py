"""A refresh token is traded once, by its client, for no more than it had."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import RefreshToken

pytestmark = pytest.mark.django_db


def test_it_trades_the_refresh_token_for_new_tokens(alice, sign_in, refresh, is_alive):
    first = sign_in(alice)

    second = refresh(first["refresh_token"]).json()

    assert second["refresh_token"] != first["refresh_token"]
    assert is_alive(second["access_token"])
    assert not is_alive(first["access_token"])


def test_a_spent_one_is_refused_and_ends_the_family(alice, sign_in, refresh, is_alive):
    first = sign_in(alice)
    second = refresh(first["refresh_token"]).json()

    replay = refresh(first["refresh_token"])

    assert replay.status_code == 400
    assert replay.json()["error"] == "invalid_grant"
    assert not is_alive(second["access_token"])
    assert refresh(second["refresh_token"]).json()["error"] == "invalid_grant"


def test_another_family_lives_on(alice, sign_in, refresh, is_alive):
    first, other = sign_in(alice), sign_in(alice)
    refresh(first["refresh_token"])
    refresh(first["refresh_token"])

    assert is_alive(other["access_token"])


@pytest.mark.parametrize("scope", ["polls:write", "polls:read polls:write", "profile"])
def test_it_cannot_widen_the_scope(alice, sign_in, refresh, scope):
    response = refresh(sign_in(alice)["refresh_token"], scope=scope)

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_scope"


def test_another_client_cannot_use_it(alice, sign_in, refresh, make_client):
    response = refresh(sign_in(alice)["refresh_token"], client=make_client("password"))

    assert response.json()["error"] == "invalid_grant"


@pytest.mark.parametrize("token", ["unknown", "x" * 10_000])
def test_an_unknown_one_is_refused(alice, password_client, refresh, token):
    assert refresh(token).json()["error"] == "invalid_grant"


def test_an_inactive_user_is_refused(alice, sign_in, refresh):
    granted = sign_in(alice)
    type(alice)._base_manager.update(is_active=False)  # past save(), which would revoke it

    assert refresh(granted["refresh_token"]).json()["error"] == "invalid_grant"


def test_one_made_in_the_future_is_refused(alice, sign_in, refresh):
    granted = sign_in(alice)
    RefreshToken.objects.update(created=timezone.now() + timedelta(days=30))

    assert refresh(granted["refresh_token"]).json()["error"] == "invalid_grant"
