"""A device gets no tokens that its person did not allow."""

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, DeviceGrant

from accounts.oauth.device import codes
from accounts.oauth.models import MadeIn
from accounts.sessions.kind import SessionKind
from tests.accounts.oauth.device.conftest import answer

pytestmark = pytest.mark.django_db


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
