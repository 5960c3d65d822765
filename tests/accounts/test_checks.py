import pytest
from django.core.checks import run_checks

from accounts import checks


@pytest.mark.parametrize("seconds", [None, 0, -1, "3600", 1.5, True])
def test_a_lifetime_that_is_no_whole_number_of_seconds_stops_the_start(settings, seconds):
    settings.TOKEN_EXPIRE_TIME = seconds
    assert [error.id for error in checks.check_token_lifetime()] == ["accounts.E001"]


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        ({"adress": (30, 300)}, "adress"),
        ({"address": 30}, "address"),
        ({"address": (0, 300)}, "address"),
        ({"address": ("30", "300")}, "address"),
    ],
)
def test_a_limit_that_counts_nothing_stops_the_start(settings, limits, named):
    settings.ATTEMPT_LIMITS = limits
    (error,) = checks.check_attempt_limits()
    assert error.id == "accounts.E002"
    assert named in error.msg


def test_limits_that_are_not_named_have_their_defaults(settings):
    del settings.ATTEMPT_LIMITS
    assert checks.check_attempt_limits() == []


@pytest.mark.parametrize(
    "classes", [[], ["accounts.sessions.authentication.SessionAuthentication"]]
)
def test_a_first_scheme_without_a_challenge_stops_the_start(settings, classes):
    settings.REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": classes}
    assert [error.id for error in checks.check_challenge()] == ["accounts.E003"]


def test_a_door_that_counts_no_guesses_stops_the_start(settings):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    assert [error.id for error in checks.check_password_door()] == ["accounts.E004"]


@pytest.mark.parametrize(
    "engine", ["django.contrib.sessions.backends.db", "django.contrib.sessions.backends.cache"]
)
def test_sessions_that_nobody_can_list_stop_the_start(settings, engine):
    settings.SESSION_ENGINE = engine
    assert [error.id for error in checks.check_session_engine()] == ["accounts.E005"]


def test_another_user_model_stops_the_start(settings):
    settings.AUTH_USER_MODEL = "auth.User"
    assert [error.id for error in checks.check_user_model()] == ["accounts.E006"]


def test_attempts_that_nobody_answers_stop_the_start(settings):
    settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
    assert [error.id for error in checks.check_throttling_is_answered()] == ["accounts.E007"]
    settings.MIDDLEWARE += ["accounts.middleware.TooManyAttemptsMiddleware"]
    assert checks.check_throttling_is_answered() == []


def test_the_settings_as_they_are_pass():
    assert run_checks(tags=["accounts"]) == []
