"""A token ends when it is asked to, in the future and within its maker's life."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import Token
from tests.accounts.tokens.test_api import TOKENS


def test_a_token_may_end_earlier(alice, api_as):
    soon = timezone.now() + timedelta(hours=1)
    made = api_as(alice).post(TOKENS, {"name": "ci", "expires_at": soon})
    assert parse_datetime(made.json()["expires_at"]) == soon


def test_a_token_cannot_end_in_the_past(alice, api_as):
    past = timezone.now() - timedelta(seconds=1)
    answer = api_as(alice).post(TOKENS, {"name": "ci", "expires_at": past})
    assert answer.status_code == 400
    assert "expires_at" in answer.json()


@pytest.mark.parametrize("asked", [None, timedelta(days=300)])
def test_a_token_made_with_a_token_does_not_outlive_it(alice, api_as, asked):
    soon = timezone.now() + timedelta(minutes=1)
    Token.objects.update(expires_at=soon)
    body = {"name": "child"} | ({"expires_at": timezone.now() + asked} if asked else {})
    made = api_as(alice).post(TOKENS, body)
    assert parse_datetime(made.json()["expires_at"]) == soon


def test_a_token_made_in_a_session_has_the_full_time(alice, browser_as, settings):
    made = browser_as(alice).post(TOKENS, {"name": "laptop"}, content_type="application/json")
    ends = parse_datetime(made.json()["expires_at"])
    assert ends > timezone.now() + timedelta(seconds=settings.TOKEN_EXPIRE_TIME - 60)
