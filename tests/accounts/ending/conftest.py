"""An account at a provider that somebody else connected to Alice's."""

import pytest
from social_django.models import UserSocialAuth


@pytest.fixture
def connected(alice):
    return UserSocialAuth.objects.create(
        user=alice, provider="demo", uid="1", extra_data={"label": "thief"}
    )
