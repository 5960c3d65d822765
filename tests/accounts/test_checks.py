import re
from pathlib import Path

import pytest
from django.core.checks import run_checks

from accounts import checks

ROOT = Path(__file__).resolve().parents[2]


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


@pytest.mark.parametrize("permissions", [[], ["rest_framework.permissions.IsAuthenticated"]])
def test_scopes_that_nobody_holds_stop_the_start(settings, permissions):
    settings.REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": permissions}
    assert [error.id for error in checks.check_scopes_are_held()] == ["accounts.E008"]


@pytest.mark.parametrize(
    "name", ["MAX_TOKENS", "MAX_SESSIONS", "HASHES_AT_ONCE", "HASHES_WAITING", "WORKERS"]
)
@pytest.mark.parametrize("number", [-1, "3", 1.5, True, None])
def test_numbers_that_cannot_work_stop_the_start(settings, name, number):
    setattr(settings, name, number)
    errors = [] if (name, number) == ("HASHES_AT_ONCE", None) else ["accounts.E009"]
    assert [error.id for error in checks.check_numbers()] == errors


NUMBERED = re.compile(r"id=\"([a-z.]{1,40}\.[EW][0-9]{3})\"")
ROW = re.compile(r"^\| `([a-z.]{1,40}\.[EW][0-9]{3})` \|", re.MULTILINE)


def test_the_page_of_checks_has_each_of_them_once():
    numbered = [
        number
        for app in ("accounts", "config", "explore", "polls", "server", "web")
        for path in sorted((ROOT / app).rglob("checks.py"))
        for number in NUMBERED.findall(path.read_text())
    ]
    rows = ROW.findall((ROOT / "docs/reference/checks.md").read_text())
    assert sorted(rows) == sorted(set(numbered))
    assert len(rows) == len(set(rows)) > 10


def test_the_settings_as_they_are_pass():
    assert run_checks(tags=["accounts"]) == []
