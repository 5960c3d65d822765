"""Refreshing ends, however often it was done, and holds a bounded number."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db

LIFETIME = timedelta(seconds=settings.OAUTH2_PROVIDER["REFRESH_TOKEN_EXPIRE_SECONDS"])


@pytest.mark.parametrize(
    ("age", "status"), [(LIFETIME - timedelta(minutes=1), 200), (LIFETIME, 400)]
)
def test_refreshing_ends_however_often_it_was_done(alice, sign_in, refresh, age, status):
    """The first token of the family counts, not the last."""
    first = sign_in(alice)
    second = refresh(first["refresh_token"]).json()
    RefreshToken.objects.exclude(revoked=None).update(created=timezone.now() - age)

    assert refresh(second["refresh_token"]).status_code == status


def test_an_unused_one_ends_too(alice, sign_in, refresh):
    granted = sign_in(alice)
    AccessToken.objects.update(expires=timezone.now() - LIFETIME)

    assert refresh(granted["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_lost_access_token_does_not_come_back(alice, sign_in, refresh):
    granted = sign_in(alice)
    AccessToken.objects.all().delete()

    assert refresh(granted["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_program_that_signs_in_again_and_again_holds_a_bounded_number(
    alice, bob, sign_in, refresh, is_alive, monkeypatch
):
    monkeypatch.setattr("accounts.oauth.families.MOST", 2)
    of_bob = sign_in(bob)
    first, *_more, last = [sign_in(alice) for _ in range(4)]

    assert RefreshToken.objects.filter(user=alice, revoked=None).count() == 2
    assert refresh(first["refresh_token"]).status_code == 400
    assert not is_alive(first["access_token"])
    assert refresh(last["refresh_token"]).status_code == 200
    assert refresh(of_bob["refresh_token"]).status_code == 200
