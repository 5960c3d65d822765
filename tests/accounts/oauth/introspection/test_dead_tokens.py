"""Of a dead token nothing more is said than that."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db


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
