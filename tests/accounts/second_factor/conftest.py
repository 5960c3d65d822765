"""Alice's authenticator app, and the codes that it shows."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.utils import timezone

from accounts.second_factor import recovery, totp
from accounts.second_factor.models import AuthenticatorApp, Passkey
from tests.accounts.second_factor.passkeys import Device, add

SECRET = b"12345678901234567890"  # that of RFC 6238, appendix B


def code(secret=SECRET, *, steps=0):
    """Return what the app shows; ``steps`` of 30 seconds later or earlier."""
    at = timezone.now() + timedelta(seconds=30 * steps)
    app = TOTP(secret, 6, SHA1(), 30)  # noqa: S303
    return app.generate(int(at.timestamp())).decode()


@pytest.fixture
def factor(alice):
    """Alice has a second factor; the fixture is her recovery codes."""
    AuthenticatorApp.objects.create(user=alice, secret=totp.seal(SECRET, user=alice))
    return recovery.renew(alice)


@pytest.fixture
def device(alice, browser_as):
    """Alice's device, whose passkey the site knows."""
    device = Device()
    assert add(browser_as(alice), device).status_code == 201
    return device


@pytest.fixture
def passkey(alice, browser_as):
    add(browser_as(alice), Device())
    return Passkey.objects.get()
