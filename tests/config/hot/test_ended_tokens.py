"""A token that ended or changed is refused at once, by the usual way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Token
from accounts.tokens import rotating


@pytest.mark.parametrize("bounds", [{"networks": ["127.0.0.0/8"]}, {"idle_days": 1}])
def test_a_token_with_more_bounds_takes_the_usual_way(site, alice, by_alice, url, bounds):
    assert site.compare(url, **by_alice)
    Token.objects.update(**bounds)
    assert not site.compare(url, **by_alice)
    assert site.status(url, **by_alice) == "200"


def test_a_key_that_was_replaced_takes_the_usual_way(site, alice, by_alice, url):
    assert site.compare(url, **by_alice)
    hour = timedelta(hours=1)
    token = rotating.rotate(alice.initial_token, now=timezone.now(), overlap=hour)
    assert not site.compare(url, **by_alice)
    assert site.status(url, **by_alice) == "200"
    assert site.compare(url, HTTP_AUTHORIZATION=f"Token {token.key}")
    Token.objects.update(old_key_ends_at=timezone.now())
    assert site.status(url, **by_alice) == "401"


def test_a_user_who_is_inactive_is_refused_at_once(site, alice, by_alice, url):
    assert site.compare(url, **by_alice)
    type(alice)._base_manager.update(is_active=False)  # the token stays, and is judged
    assert site.status(url, **by_alice) == "401"


def test_a_token_that_is_revoked_is_refused_at_once(site, alice, by_alice, url):
    assert site.compare(url, **by_alice)
    alice.initial_token.revoke(now=timezone.now())
    assert site.status(url, **by_alice) == "401"
