"""A device gets no tokens until it is allowed, and asks and guesses in bounds."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import DeviceGrant

from accounts.oauth.device import codes
from tests.accounts.oauth.device.conftest import answer

pytestmark = pytest.mark.django_db


def test_a_program_that_asks_too_often_is_slowed_down(begin, poll):
    begun = begin().json()

    errors = [poll(begun).json()["error"] for _ in range(2)]
    assert errors == ["authorization_pending", "slow_down"]
    assert DeviceGrant.objects.get().interval == 2 * codes.INTERVAL
    DeviceGrant.objects.update(last_checked=timezone.now() - timedelta(seconds=11))
    assert poll(begun).json()["error"] == "authorization_pending"


def test_guesses_are_limited(alice, begin, browser_as):
    browser = browser_as(alice)
    begun = begin().json()
    wrong = {"user_code": "BBBB-BBBB"}

    statuses = [answer(browser, wrong).status_code for _ in range(11)]

    assert statuses == [200] * 10 + [429]
    assert answer(browser, begun, allow="yes").status_code == 429
    assert DeviceGrant.objects.get().status == DeviceGrant.AUTHORIZATION_PENDING


@pytest.mark.parametrize(
    ("client", "data", "error"),
    [
        ("public_client", {}, "unauthorized_client"),
        ("television", {"scope": "openid"}, "invalid_scope"),
        (None, {"client_id": "unknown"}, "invalid_client"),
        (None, {}, "invalid_client"),
    ],
)
def test_requests_that_are_refused(request, begin, client, data, error):
    refused = begin(client and request.getfixturevalue(client), **data)

    assert refused.json()["error"] == error
    assert not DeviceGrant.objects.exists()


def test_a_stranger_fills_no_table(begin):
    statuses = [begin().status_code for _ in range(31)]

    assert statuses == [200] * 30 + [429]
