"""The hot path says what the usual way says, to the byte, and leaves it all that is unusual."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Token
from tests.config.hot.conftest import LIST, bearing

HOT_CALLERS = {
    "token": {},
    "token for reading": {"scope": "polls:read"},
    "token for more": {"scope": "polls:read polls:vote"},
    "token that ends later": {"expires_at": timezone.now() + timedelta(hours=1)},
    "token of a clock ahead": {"created": timezone.now() + timedelta(seconds=30)},
}
PLAIN_CALLERS = {
    "revoked": {"revoked_at": timezone.now()},
    "expired": {"created": timezone.now() - timedelta(days=15)},
    "expired by itself": {"expires_at": timezone.now()},
    "from the future": {"created": timezone.now() + timedelta(hours=1)},
    "without the scope": {"scope": "polls:vote"},
    "bound to other networks": {"networks": ["192.0.2.0/24"]},
    "unused for too long": {"idle_days": 1, "last_used_at": timezone.now() - timedelta(days=1)},
}
TO_BE_NOTED = {"never used": None, "used long ago": timezone.now() - timedelta(minutes=5)}


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("changes", HOT_CALLERS.values(), ids=HOT_CALLERS)
def test_a_caller_who_may_read_is_answered_alike(site, alice, url, path, changes):
    assert site.compare(url if path == "url" else LIST, **bearing(alice, **changes))


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("changes", PLAIN_CALLERS.values(), ids=PLAIN_CALLERS)
def test_the_usual_way_answers_who_may_not(site, alice, by_alice, url, path, changes):
    path = url if path == "url" else LIST
    assert site.compare(path, **by_alice)
    Token.objects.filter(user=alice).update(**changes)
    site.status(path, **by_alice)  # the same answer, whatever was learned before
    assert not site.compare(path, **by_alice)


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("used", TO_BE_NOTED.values(), ids=TO_BE_NOTED)
def test_the_use_of_a_token_is_noted(site, alice, by_alice, url, path, used):
    path = url if path == "url" else LIST
    assert site.compare(path, **by_alice)
    site.times_plain = 0
    Token.objects.filter(user=alice).update(last_used_at=used)
    headers = by_alice | {"HTTP_X_FORWARDED_FOR": "192.0.2.1"}
    assert site.get(site.application, path, headers)[0] == "200 OK"
    assert site.times_plain == 0
    token = Token.objects.get(user=alice)
    assert token.last_used_at > timezone.now() - timedelta(minutes=1)
    assert token.last_used_from == "127.0.0.1"
