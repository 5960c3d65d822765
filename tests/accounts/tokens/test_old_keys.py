"""An old key works during the overlap, as the token is bound."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import Token
from tests.accounts.tokens.test_rotating import HOUR, ME, TOKENS, WEEK, rotate, with_key, works


@pytest.mark.parametrize("body", [{}, {"overlap": 0}])
def test_without_an_overlap_the_old_key_ends_at_once(alice, token, browser_as, body):
    made = rotate(browser_as(alice), token, **body).json()
    assert made["old_key_ends_at"] is None
    assert (works(token.key), works(made["key"])) == (False, True)


def test_the_old_key_works_during_the_overlap_and_no_longer(alice, token, browser_as):
    made = rotate(browser_as(alice), token, overlap=HOUR).json()
    ends = parse_datetime(made["old_key_ends_at"])
    assert timedelta(0) < ends - timezone.now() <= timedelta(hours=1)
    assert (works(token.key), works(made["key"])) == (True, True)
    Token.objects.filter(pk=token.pk).update(old_key_ends_at=timezone.now())
    assert (works(token.key), works(made["key"])) == (False, True)


def test_a_second_rotation_ends_the_oldest_key(alice, token, browser_as):
    second = rotate(browser_as(alice), token, overlap=HOUR).json()["key"]
    third = rotate(browser_as(alice), token, overlap=HOUR).json()["key"]
    assert [works(key) for key in (token.key, second, third)] == [False, True, True]
    fourth = rotate(browser_as(alice), token).json()["key"]
    assert [works(key) for key in (second, third, fourth)] == [False, False, True]


def test_the_old_key_ends_no_later_than_the_token(alice, token, browser_as):
    soon = timezone.now() + timedelta(minutes=1)
    Token.objects.update(expires_at=soon)
    made = rotate(browser_as(alice), token, overlap=WEEK).json()
    assert parse_datetime(made["old_key_ends_at"]) == soon


def test_revoking_the_token_ends_both_keys(alice, token, browser_as):
    key = rotate(browser_as(alice), token, overlap=HOUR).json()["key"]
    browser_as(alice).delete(f"{TOKENS}/{token.pk}")
    assert (works(token.key), works(key)) == (False, False)


def test_the_old_key_is_bound_as_the_token_is(alice, token, browser_as):
    rotate(browser_as(alice), token, overlap=HOUR)
    answer = with_key(token.key).get(ME, REMOTE_ADDR="203.0.113.7")
    assert answer.json()["code"] == "token_network"
