"""Recovery codes and secrets are kept for their owner alone."""

import pytest
from cryptography.fernet import InvalidToken
from django.utils import timezone

from accounts.digests import digest
from accounts.second_factor import factors, recovery, totp
from accounts.second_factor.models import AuthenticatorApp, RecoveryCode
from tests.accounts.second_factor.conftest import SECRET, code


def test_recovery_codes_are_kept_as_digests_and_end_with_new_ones(alice, factor):
    assert len(set(factor)) == recovery.NUMBER
    plain = factor[0].replace("-", "")
    assert RecoveryCode.objects.filter(user=alice, digest=digest(plain)).exists()
    assert factors.take(alice, factor[0].upper(), now=timezone.now())
    recovery.renew(alice)
    assert not factors.take(alice, factor[1], now=timezone.now())


def test_codes_are_their_owners_alone(alice, bob, factor):
    assert not factors.take(bob, factor[0], now=timezone.now())
    assert not factors.take(bob, code(), now=timezone.now())


def test_the_secret_is_encrypted_for_its_owner_and_survives_a_new_secret_key(
    alice, bob, factor, settings
):
    sealed = AuthenticatorApp.objects.get(user=alice).secret
    assert SECRET.decode() not in sealed
    with pytest.raises(InvalidToken):
        totp.unseal(sealed, user=bob)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key that is long enough for every check there is, 0123456789"
    assert factors.take(alice, code(), now=timezone.now())
