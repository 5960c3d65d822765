"""A rotation moves the end of a token only for a person."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import Token
from tests.accounts.tokens.test_rotating import rotate, with_key, works
from tests.accounts.tokens.test_rotating_by_tokens import made_by


@pytest.mark.parametrize("ends", [None, timedelta(days=3)])
def test_a_person_moves_the_end(alice, token, browser_as, settings, ends):
    Token.objects.update(created=timezone.now() - timedelta(days=13), idle_days=None)
    wanted = None if ends is None else timezone.now() + ends
    answer = rotate(browser_as(alice), token, expires_at=wanted)
    end = parse_datetime(answer.json()["expires_at"])
    latest = timezone.now() + timedelta(seconds=settings.TOKEN_EXPIRE_TIME)
    assert abs(end - (wanted or latest)) < timedelta(seconds=10)


def test_an_end_in_the_past_is_refused(alice, token, browser_as):
    answer = rotate(browser_as(alice), token, expires_at=timezone.now())
    assert answer.json() == {"expires_at": ["Choose a time in the future."]}


def test_a_token_never_gains_time(alice, browser_as):
    child, key = made_by(alice, alice.initial_token.key)
    for client, token in [
        (with_key(alice.initial_token.key), alice.initial_token),
        (with_key(key), child),
        (browser_as(alice), child),  # it ends with its parent
    ]:
        answer = rotate(client, token, expires_at=None)
        assert (answer.status_code, list(answer.json())) == (400, ["expires_at"])
    assert works(key)


@pytest.mark.parametrize("is_child", [False, True])
def test_the_page_moves_the_end_of_what_ends_by_itself(alice, token, browser_as, is_child):
    made = timezone.now() - timedelta(days=8)
    parent = alice.initial_token if is_child else None
    Token.objects.filter(pk=token.pk).update(created=made, expires_at=None, parent=parent)
    path = f"/accounts/credentials/tokens/{token.pk}/rotate/"
    browser_as(alice).post(path, {"overlap": 0, "renew": "yes"})
    assert (Token.objects.get(pk=token.pk).created == made) is is_child
