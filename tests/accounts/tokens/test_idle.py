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


@pytest.mark.parametrize(("days", "status"), [(1, 201), (365, 201), (None, 201)])
def test_a_limit_is_asked_for_in_days(alice, api_as, days, status):
    made = api_as(alice).post(TOKENS, {"name": "job", "idle_days": days}, format="json")
    assert made.status_code == status
    assert made.json()["idle_days"] == days
    assert alice.tokens.get(name="job").idle_days == days


@pytest.mark.parametrize("days", [0, -1, 366, 1.5, "x", [], {}, "9" * 2000, True])
def test_a_limit_that_is_none_is_refused(alice, api_as, days):
    answer = api_as(alice).post(TOKENS, {"name": "job", "idle_days": days}, format="json")
    assert answer.status_code == 400
    assert list(answer.json()) == ["idle_days"]


@pytest.mark.parametrize(("asked", "given"), [(None, 7), (3, 3), (30, 7)])
def test_a_token_made_with_a_token_rests_no_longer(alice, api_as, asked, given):
    Token.objects.update(idle_days=7)
    made = api_as(alice).post(TOKENS, {"name": "child", "idle_days": asked}, format="json")
    assert made.json()["idle_days"] == given


def test_a_person_sets_and_sees_a_limit_on_the_page(alice, browser_as):
    browser = browser_as(alice)
    page = browser.post("/accounts/credentials/tokens/", {"name": "job", "idle_days": "7"})
    assert "ends when unused for 7 days" in page.content.decode()
    page = browser.post("/accounts/credentials/tokens/", {"name": "x", "idle_days": "0"})
    assert "greater than or equal to 1" in page.content.decode()
    assert [token.idle_days for token in alice.tokens.filter(name__in=["job", "x"])] == [7]
