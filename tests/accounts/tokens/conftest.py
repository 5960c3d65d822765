"""Tokens of Alice's, with bounds of their own."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Token


@pytest.fixture
def token(alice):
    """A token of Alice's with all that stays."""
    soon = timezone.now() + timedelta(days=10)
    bounds = {"networks": ["127.0.0.0/8"], "idle_days": 9, "expires_at": soon}
    return Token.objects.create(user=alice, name="job", **bounds)


@pytest.fixture
def limited_to(alice):
    """``limited_to("polls:read")``: a program whose token reaches no further."""

    def client(scope: str) -> APIClient:
        token = Token.objects.create(user=alice, name="limited", scope=scope)
        return APIClient(headers={"Authorization": f"Token {token.key}"})

    return client


@pytest.fixture
def bound(alice):
    return Token.objects.create(user=alice, name="office", networks=["192.0.2.0/24"])
