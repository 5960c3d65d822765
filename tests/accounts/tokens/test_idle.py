"""A token with an idle limit ends when it is unused for so many days."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Token
from accounts.tokens import expiry

TOKENS, ME = "/accounts/api/tokens", "/accounts/api/me"
NOW = datetime(2030, 1, 9, tzinfo=UTC)
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("limit", "created", "used", "is_idle"),
    [
        (None, 9 * DAY, None, False),
        (2, 2 * DAY - MOMENT, None, False),
        (2, 2 * DAY, None, True),
        (2, 9 * DAY, 2 * DAY - MOMENT, False),
        (2, 9 * DAY, 2 * DAY, True),
        (2, 9 * DAY, -DAY, False),  # by a clock that is ahead
        (365, 9 * DAY, None, False),
    ],
)
def test_a_token_is_idle_so_many_days_after_its_last_use(alice, limit, created, used, is_idle):
    Token.objects.all().delete()
    last = None if used is None else NOW - used
    token = Token.objects.create(
        user=alice, created=NOW - created, last_used_at=last, idle_days=limit
    )
    assert expiry.is_idle(token, now=NOW) is is_idle
    assert Token.objects.live(now=NOW).exists() is not is_idle
    assert Token.objects.dead(now=NOW).exists() is is_idle


def call(token):
    return APIClient(headers={"Authorization": f"Token {token.key}"}).get(ME)


def test_an_idle_token_is_refused_and_stays_so(alice):
    token = Token.objects.create(user=alice, idle_days=1, created=timezone.now() - DAY)
    for _ in range(2):
        answer = call(token)
        assert answer.status_code == 401
        assert answer.json() == {
            "detail": "Token has expired, as it was not used",
            "code": "token_expired",
        }


def test_a_use_moves_the_end(alice):
    made = timezone.now() - 2 * DAY
    token = Token.objects.create(user=alice, idle_days=1, created=made, last_used_at=made + DAY)
    Token.objects.update(last_used_at=timezone.now() - DAY + timedelta(minutes=1))
    assert call(token).status_code == 200
    token.refresh_from_db()
    assert token.last_used_at > timezone.now() - timedelta(minutes=1)
