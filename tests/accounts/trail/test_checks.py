import pytest

from accounts.trail import checks


@pytest.mark.parametrize("days", [None, 0, -1, "400", 1.5, True, 10**6])
def test_days_that_keep_nothing_stop_the_start(settings, days):
    settings.TRAIL_DAYS = days
    assert [error.id for error in checks.check_days()] == ["accounts.trail.E001"]


def test_a_project_without_the_middleware_is_told_what_is_missing(settings):
    assert checks.check_middleware() == []
    settings.MIDDLEWARE = ["accounts.middleware.TooManyAttemptsMiddleware"]
    assert [warning.id for warning in checks.check_middleware()] == ["accounts.trail.W001"]
