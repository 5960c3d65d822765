"""Sessions from the future are refused, and use on another node is taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Session
from tests.accounts.sessions.test_sessions import ME, sign_in


@pytest.mark.parametrize(
    ("ahead", "status"),
    [
        (timedelta(seconds=50), 200),
        (timedelta(seconds=70), 401),
        (timedelta(days=30), 401),
    ],
)
def test_a_session_from_the_future_is_refused_and_not_listed(alice, ahead, status):
    """A node whose clock is ahead opened it: it would live that much longer elsewhere."""
    browser = sign_in()
    opened = timezone.now() + ahead
    Session.objects.update(
        created_at=opened, last_used_at=opened, expire_date=opened + timedelta(days=1)
    )
    assert browser.get(ME).status_code == status
    assert Session.objects.live(now=timezone.now()).exists() == (status == 200)


def test_use_on_a_node_whose_clock_is_ahead_is_taken_back(alice):
    browser = sign_in()
    later = timezone.now() + timedelta(days=5)
    Session.objects.update(last_used_at=later, expire_date=later + timedelta(days=1))
    assert browser.get(ME).status_code == 200
    assert Session.objects.get().expire_date < timezone.now() + timedelta(hours=25)
