"""Accounts at providers that are connected."""

import pytest
from django.contrib.auth import get_user_model
from social_django.models import UserSocialAuth

User = get_user_model()


@pytest.fixture
def connect(db, demo_provider):
    def make(user, uid, provider="demo"):
        return UserSocialAuth.objects.create(user=user, provider=provider, uid=uid)

    return make


@pytest.fixture
def dora(make_user):
    """Without a password: her social accounts are her only ways in."""
    dora = make_user("dora")
    key = dora.initial_token
    User._base_manager.filter(pk=dora.pk).update(password="!")
    dora = User.objects.get(pk=dora.pk)
    dora.initial_token = key
    return dora
