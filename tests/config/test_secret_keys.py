"""Secret keys are strong, and old ones are read in their order."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.config.conftest import STRONG_KEY

OLD, OLDER = (
    f"{number}-old-key-that-is-long-enough-to-sign-sessions-0123456789" for number in "12"
)


def test_old_secret_keys_are_read_in_their_order(read_settings):
    read = read_settings(SECRET_KEY_FALLBACKS=f" {OLD} , {OLDER}", DEBUG="off")
    assert read["SECRET_KEY_FALLBACKS"] == [OLD, OLDER]
    assert read_settings(DEBUG="off")["SECRET_KEY_FALLBACKS"] == []


@pytest.mark.parametrize(
    ("keys", "remedy"),
    [
        (f"{OLD},short", "too weak"),
        (f"{OLD},{OLD}", "each old key once"),
        (f"{OLD},{STRONG_KEY}", "not the one in SECRET_KEY"),
        (",", "lists nothing"),
    ],
)
def test_production_refuses_old_secret_keys_that_cannot_be_meant(keys, remedy, read_settings):
    with pytest.raises(ImproperlyConfigured, match=remedy) as refusal:
        read_settings(SECRET_KEY_FALLBACKS=keys, DEBUG="off")
    assert OLD not in str(refusal.value)


@pytest.mark.parametrize(
    "key", ["short", "a" * 60, "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz-0123456789"]
)
def test_production_refuses_a_weak_secret_key_without_telling_it(key, read_settings):
    with pytest.raises(ImproperlyConfigured, match=r"too weak.*50 or more random") as refusal:
        read_settings(SECRET_KEY=key, DEBUG="off")
    assert key not in str(refusal.value)


def test_a_weak_secret_key_will_do_with_debug(read_settings):
    assert read_settings(SECRET_KEY="short", DEBUG="on")["SECRET_KEY"] == "short"


def test_no_secret_key_is_no_start(read_settings):
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY is not set\. Set it to"):
        read_settings(SECRET_KEY="  ")
