"""Settings that switch off what this package adds stop the start."""

import pytest
from django.conf import settings as django_settings

from accounts.oauth import checks, conf
from accounts.oauth.validator import Validator


class Stricter(Validator):
    pass


CHECKS = [checks.check_validator, checks.check_scopes]


@pytest.mark.parametrize(
    ("provider", "found"),
    [
        (None, []),
        (conf.OAUTH2_PROVIDER, []),
        (conf.OAUTH2_PROVIDER | {"OAUTH2_VALIDATOR_CLASS": f"{__name__}.Stricter"}, []),
        (
            conf.OAUTH2_PROVIDER
            | {"OAUTH2_VALIDATOR_CLASS": "oauth2_provider.oauth2_validators.OAuth2Validator"},
            ["accounts.oauth.E001"],
        ),
        ({"SCOPES_BACKEND_CLASS": "accounts.oauth.scopes.Scopes"}, ["accounts.oauth.E001"]),
        (
            {"OAUTH2_VALIDATOR_CLASS": "accounts.oauth.validator.Validator"},
            ["accounts.oauth.E002"],
        ),
        ({}, ["accounts.oauth.E001", "accounts.oauth.E002"]),
    ],
)
def test_settings_without_the_rules_stop_the_start(settings, provider, found):
    settings.OAUTH2_PROVIDER = django_settings.OAUTH2_PROVIDER if provider is None else provider

    assert [error.id for check in CHECKS for error in check()] == found


def test_the_error_says_what_is_lost_and_what_to_do(settings):
    settings.OAUTH2_PROVIDER = {}

    (error,) = checks.check_validator()

    assert "guesses at client secrets are unlimited" in error.msg
    assert "accounts.oauth.conf" in error.hint
