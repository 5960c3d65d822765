"""A device gets no tokens until it is allowed, and asks and guesses in bounds."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, DeviceGrant

from accounts.oauth.device import codes
from accounts.oauth.models import MadeIn
from accounts.sessions.kind import SessionKind
from tests.accounts.oauth.device.conftest import answer

pytestmark = pytest.mark.django_db


def test_a_program_that_asks_too_often_is_slowed_down(begin, poll):
    begun = begin().json()

    errors = [poll(begun).json()["error"] for _ in range(2)]
    assert errors == ["authorization_pending", "slow_down"]
    assert DeviceGrant.objects.get().interval == 2 * codes.INTERVAL
    DeviceGrant.objects.update(last_checked=timezone.now() - timedelta(seconds=11))
    assert poll(begun).json()["error"] == "authorization_pending"


@pytest.mark.parametrize(
    ("happens", "error"),
    [
        ("denied", "access_denied"),
        ("expired", "expired_token"),
        ("used", "invalid_grant"),
        ("session ended", "invalid_grant"),
        ("access ended", "access_denied"),
        ("deactivated", "invalid_grant"),
        ("another client", "invalid_grant"),
    ],
)
def test_no_tokens(alice, begin, poll, browser_as, make_client, happens, error):
    begun, client = begin().json(), {}
    browser = browser_as(alice)
    answer(browser, begun, **{"deny" if happens == "denied" else "allow": "yes"})
    if happens == "expired":
        DeviceGrant.objects.update(expires=timezone.now())
    elif happens == "used":
        assert poll(begun).status_code == 200
    elif happens == "session ended":
        in_which = MadeIn.objects.get().session_key
        assert SessionKind().end(alice, in_which, now=timezone.now())
    elif happens == "access ended":
        browser.delete("/accounts/api/applications")
    elif happens == "deactivated":
        alice.is_active = False
        alice.save()
    elif happens == "another client":
        client = {"client": make_client(codes.GRANT_TYPE, "public", redirect_uris="")}

    refused = poll(begun, **client)

    assert refused.status_code == 400
    assert refused.json()["error"] == error
    assert refused.json()["error_description"]
    if happens == "used":
        assert not AccessToken.objects.exists()  # the other copy may be somebody else's


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
