"""When a token was last used, and from where, is seen wherever tokens are listed."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Token

ME = "/accounts/api/me"


def use(token, **meta):
    return APIClient(headers={"Authorization": f"Token {token.key}"}).get(ME, **meta)


@pytest.mark.parametrize(
    ("address", "noted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:DB8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("unix:", None),
        ("", None),
    ],
)
def test_the_address_of_a_use_is_noted(alice, address, noted):
    assert use(alice.initial_token, REMOTE_ADDR=address).status_code == 200
    token = Token.objects.get(user=alice)
    assert (token.last_used_from, token.last_used_at is None) == (noted, False)


def test_it_is_the_address_that_trusted_proxies_tell(alice, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    use(alice.initial_token, HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    assert Token.objects.get(user=alice).last_used_from == "203.0.113.7"


def test_a_use_some_minutes_later_is_not_noted(alice):
    use(alice.initial_token, REMOTE_ADDR="203.0.113.7")
    use(alice.initial_token, REMOTE_ADDR="203.0.113.8")
    assert Token.objects.get(user=alice).last_used_from == "203.0.113.7"


def test_a_use_that_a_clock_ahead_noted_is_noted_anew(alice):
    ahead = timezone.now() + timedelta(days=30)
    Token.objects.filter(user=alice).update(last_used_at=ahead)
    use(alice.initial_token)
    assert Token.objects.get(user=alice).last_used_at < ahead - timedelta(days=29)


def test_every_list_shows_it(alice, ada, browser_as):
    use(alice.initial_token, REMOTE_ADDR="203.0.113.7")
    person, staff = browser_as(alice), browser_as(ada)
    (listed,) = person.get("/accounts/api/tokens").json()
    assert listed["last_used_from"] == "203.0.113.7"
    (held,) = person.get("/accounts/api/me/data").json()["access"]["tokens"]
    assert held["address"] == "203.0.113.7"
    pk = alice.initial_token.pk
    for browser, path in [
        (person, "/accounts/credentials/"),
        (staff, "/admin/accounts/token/"),
        (staff, f"/admin/accounts/token/{pk}/change/"),
    ]:
        assert "203.0.113.7" in browser.get(path).content.decode(), path


def test_a_token_that_was_never_used_says_so(alice, browser_as):
    (listed,) = browser_as(alice).get("/accounts/api/tokens").json()
    assert json.dumps([listed["last_used_at"], listed["last_used_from"]]) == "[null, null]"
