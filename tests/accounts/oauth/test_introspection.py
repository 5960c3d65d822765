"""A live token is described, and of a dead one nothing is said (RFC 7662)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db


def test_a_live_access_token_is_described(alice, sign_in, introspect, password_client):
    answer = introspect(sign_in(alice)["access_token"]).json()

    assert answer["exp"] - answer["iat"] == pytest.approx(3600, abs=2)
    assert answer | {"exp": 0, "iat": 0} == {
        "active": True,
        "token_type": "Bearer",
        "scope": "polls:read polls:vote",
        "client_id": password_client.id,
        "username": "alice",
        "sub": str(alice.pk),
        "exp": 0,
        "iat": 0,
    }


def test_a_live_refresh_token_is_described(alice, sign_in, introspect):
    answer = introspect(sign_in(alice)["refresh_token"]).json()

    assert answer["active"] is True
    assert answer["exp"] - answer["iat"] == 14 * 24 * 3600
    assert "token_type" not in answer


def test_a_token_of_nobody_has_no_subject(make_access_token, introspect):
    make_access_token(None, resource=["https://api.example"])

    answer = introspect("an-access-token").json()

    assert answer["aud"] == ["https://api.example"]
    assert "sub" not in answer


def expired(alice):
    AccessToken.objects.update(expires=timezone.now())


def revoked(alice):
    RefreshToken.objects.first().revoke()


def inactive(alice):
    type(alice)._base_manager.update(is_active=False)


def from_the_future(alice):
    later = timezone.now() + timedelta(days=1)
    AccessToken.objects.update(created=later)
    RefreshToken.objects.update(created=later)


def over(alice):
    RefreshToken.objects.update(created=timezone.now() - timedelta(days=14))


@pytest.mark.parametrize(
    ("which", "happened"),
    [
        ("access_token", expired),
        ("access_token", revoked),
        ("access_token", inactive),
        ("access_token", from_the_future),
        ("refresh_token", revoked),
        ("refresh_token", inactive),
        ("refresh_token", from_the_future),
        ("refresh_token", over),
    ],
)
def test_of_a_dead_one_nothing_more_is_said(alice, sign_in, introspect, which, happened):
    token = sign_in(alice)[which]

    happened(alice)

    assert introspect(token).json() == {"active": False}


def test_nor_of_an_unknown_one(introspect):
    assert introspect("unknown").json() == {"active": False}
