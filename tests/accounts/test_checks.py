import pytest

from accounts import checks


@pytest.mark.parametrize("seconds", [None, 0, -1, "3600", 1.5, True])
def test_a_lifetime_that_is_no_whole_number_of_seconds_stops_the_start(settings, seconds):
    settings.TOKEN_EXPIRE_TIME = seconds
    assert [error.id for error in checks.check_token_lifetime()] == ["accounts.E001"]


def test_a_missing_limit_stops_the_start(settings):
    settings.ATTEMPT_LIMITS = {"address": (1, 1)}
    (error,) = checks.check_attempt_limits()
    assert error.id == "accounts.E002"
    assert "mail_from" in error.msg


@pytest.mark.parametrize(
    "classes", [[], ["accounts.sessions.authentication.SessionAuthentication"]]
)
def test_a_first_scheme_without_a_challenge_stops_the_start(settings, classes):
    settings.REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": classes}
    assert [error.id for error in checks.check_challenge()] == ["accounts.E003"]


def test_a_door_that_counts_no_guesses_stops_the_start(settings):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    assert [error.id for error in checks.check_password_door()] == ["accounts.E004"]


def test_the_settings_as_they_are_pass():
    for check in (
        checks.check_token_lifetime,
        checks.check_attempt_limits,
        checks.check_challenge,
        checks.check_password_door,
    ):
        assert check() == []
