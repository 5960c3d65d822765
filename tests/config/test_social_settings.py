"""Which providers are on."""

import pytest
from django.core.exceptions import ImproperlyConfigured

NAMES = ["GITHUB", "GOOGLE_OAUTH2", "FACEBOOK", "TWITTER_OAUTH2"]
PASSWORDS_ONLY = ["accounts.passwords.backend.PasswordBackend"]


def test_without_keys_there_are_passwords_only(read_settings):
    read = read_settings(DEBUG="on")

    assert read["AUTHENTICATION_BACKENDS"] == PASSWORDS_ONLY
    assert read["SOCIAL_AUTH_CONVERT_BACKENDS"] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_key_and_its_secret_switch_a_provider_on(name, read_settings):
    pair = {f"SOCIAL_AUTH_{name}_KEY": "key", f"SOCIAL_AUTH_{name}_SECRET": "secret"}
    read = read_settings(DEBUG="on", **pair)

    assert read.items() >= pair.items()
    assert len(read["AUTHENTICATION_BACKENDS"]) == 2
    assert bool(read["SOCIAL_AUTH_CONVERT_BACKENDS"]) == (name != "TWITTER_OAUTH2")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("given", "missing"), [("KEY", "SECRET"), ("SECRET", "KEY")])
def test_one_without_the_other_stops_the_start(name, given, missing, read_settings):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_settings(DEBUG="on", **{f"SOCIAL_AUTH_{name}_{given}": "hunter2"})

    sentence = str(refusal.value)
    assert sentence.startswith(f"SOCIAL_AUTH_{name}_{missing} is not set")
    assert "Set both" in sentence
    assert "hunter2" not in sentence


@pytest.mark.parametrize(
    ("environment", "is_on"),
    [
        ({"DEBUG": "on", "DEMO_PROVIDER_PORT": "8001"}, True),
        ({"DEBUG": "on", "DEMO_PROVIDER_PORT": "0"}, False),
        ({"DEBUG": "on"}, False),
        ({"ALLOWED_HOSTS": "polls.example.com", "DEMO_PROVIDER_PORT": "8001"}, False),
    ],
)
def test_the_demo_provider_is_there_with_debug_only(environment, is_on, read_settings):
    read = read_settings(**environment)

    assert ("demo.social.Demo" in read["AUTHENTICATION_BACKENDS"]) == is_on
    assert ("demo" in read["SOCIAL_AUTH_CONVERT_BACKENDS"]) == is_on
