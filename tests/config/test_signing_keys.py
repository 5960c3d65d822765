"""A key that signs ID tokens is RSA, long enough, and published once."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.exceptions import ImproperlyConfigured


def pem(key) -> str:
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return key.private_bytes(*form).decode().replace("\n", "\\n")


def test_a_key_that_signs_is_rsa_and_long_enough(read_settings):
    good = pem(rsa.generate_private_key(65537, 2048))
    assert "BEGIN PRIVATE KEY" in read_settings(OIDC_RSA_PRIVATE_KEY=good)["OIDC_RSA_PRIVATE_KEY"]
    short = pem(rsa.generate_private_key(65537, 1024))  # noqa: S505  that is the point
    other = pem(ec.generate_private_key(ec.SECP521R1()))
    broken = good.replace("MII", "MIX")
    for key in (short, other, broken, good + good, f"{good} and more", "x" + good):
        with pytest.raises(ImproperlyConfigured, match="OIDC_RSA_PRIVATE_KEY") as refusal:
            read_settings(OIDC_RSA_PRIVATE_KEY=key)
        assert "MII" not in str(refusal.value)


def test_a_key_in_both_variables_is_published_once(read_settings):
    """Twice the same identifier in the published set would be one too many."""
    active, other = (pem(rsa.generate_private_key(65537, 2048)) for _ in range(2))
    read = read_settings(
        OIDC_RSA_PRIVATE_KEY=active, OIDC_RSA_PRIVATE_KEYS_INACTIVE=other + active + other
    )
    assert len(read["OAUTH2_PROVIDER"]["OIDC_RSA_PRIVATE_KEYS_INACTIVE"]) == 1


def test_an_inactive_key_beside_no_active_one_means_nothing(read_settings):
    key = pem(rsa.generate_private_key(65537, 2048))
    with pytest.raises(ImproperlyConfigured, match=r"OpenID Connect is off\. Set OIDC"):
        read_settings(OIDC_RSA_PRIVATE_KEYS_INACTIVE=key)
