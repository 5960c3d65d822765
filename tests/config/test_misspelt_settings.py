"""A name that looks like a setting and is none is told, with the nearest setting."""

import pytest
from django.test import override_settings

from config import checks, environment
from tests.config.conftest import ROOT

EXAMPLE = ROOT / ".env.example"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("TOKEN_EXPIRY_TIME", "TOKEN_EXPIRE_TIME"),
        ("ALLOWED_HOST", "ALLOWED_HOSTS"),
        ("debug", "DEBUG"),
        ("SOCIAL_AUTH_GITHUB_SECRETS", "SOCIAL_AUTH_GITHUB_SECRET"),
    ],
)
def test_a_misspelt_variable_is_told_with_the_nearest_setting(name, near, monkeypatch):
    monkeypatch.setenv(name, "x")
    assert environment.misspelt(EXAMPLE)[name] == near
    (warning,) = [each for each in checks.misspelt_settings() if name in each.msg]
    assert near in warning.hint
    assert warning.id == "config.W001"


def test_variables_of_other_programs_are_left_alone(monkeypatch):
    for name in ("PATH", "HOME", "LANG", "HTTPS_PROXY", "PGHOST", "EDITOR", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, "x")
    assert not {"PATH", "HOME", "LANG", "HTTPS_PROXY", "PGHOST"} & set(
        environment.misspelt(EXAMPLE)
    )


@pytest.mark.parametrize(
    ("hosts", "issuer", "warned"),
    [
        (["a.example"], "", 0),
        (["a.example", "b.example"], "", 1),
        (["a.example", "b.example"], "x", 0),
    ],
)
def test_of_several_names_one_should_be_chosen(hosts, issuer, warned, monkeypatch):
    monkeypatch.setenv("ISSUER", issuer)
    with override_settings(ALLOWED_HOSTS=hosts, DEBUG=False):
        assert len(checks.chosen_issuer()) == warned


@pytest.mark.parametrize("name", ["MAX_TOKENS", "WORKERS", "SESSION_COOKIE_AGE"])
def test_a_setting_that_the_environment_cannot_set_is_told(name, monkeypatch):
    monkeypatch.setenv(name, "5")
    (warning,) = checks.misplaced_settings()
    assert (warning.id, name in warning.msg) == ("config.W003", True)


def test_settings_of_the_environment_are_in_their_place(monkeypatch):
    monkeypatch.setenv("TOKEN_EXPIRE_TIME", "60")
    monkeypatch.setenv("REDIS_URL", "redis://localhost/0")
    assert checks.misplaced_settings() == []
