"""A token to rotate."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Token


@pytest.fixture
def token(alice):
    """A token of Alice's with all that stays."""
    soon = timezone.now() + timedelta(days=10)
    bounds = {"networks": ["127.0.0.0/8"], "idle_days": 9, "expires_at": soon}
    return Token.objects.create(user=alice, name="job", **bounds)
