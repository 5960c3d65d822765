"""A name that looks like a setting and is none is told, with the nearest setting."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from config import checks, environment
from tests.config.conftest import ROOT

EXAMPLE = ROOT / ".env.example"


@pytest.fixture
def env_file(tmp_path, monkeypatch):
    """``env_file(text)``: read a file with this text."""
    monkeypatch.setenv("ENV_FILE", "on")

    def load(text):
        path = tmp_path / ".env"
        path.write_text(text)
        environment.load_env_file(path)

    return load


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


def test_every_name_in_the_file_is_meant_to_be_a_setting(env_file, monkeypatch):
    monkeypatch.setenv("COLOUR", "")  # so that monkeypatch takes it away again
    monkeypatch.setenv("DEBUG", "on")
    env_file("# a comment\n\nexport COLOUR=red\nDEBUG=off\n")
    assert environment.misspelt(EXAMPLE)["COLOUR"] == ""
    (warning,) = [each for each in checks.misspelt_settings() if "COLOUR" in each.msg]
    assert ".env.example" in warning.hint


def test_the_file_fills_in_what_the_environment_leaves_out(env_file, monkeypatch):
    monkeypatch.setenv("FROM_FILE", "")  # so that monkeypatch takes it away again
    monkeypatch.delenv("FROM_FILE")
    monkeypatch.setenv("FROM_BOTH", "environment")
    env_file("FROM_FILE=file\nFROM_BOTH=file\n")
    assert environment.text("FROM_FILE") == "file"
    assert environment.text("FROM_BOTH") == "environment"


@pytest.mark.parametrize("line", ["SECRET_KEY: hunter2", "DEBUG on", "=x", "A-B=x"])
def test_a_line_that_is_no_setting_stops_the_start_and_is_not_shown(line, env_file):
    with pytest.raises(ImproperlyConfigured, match="Line 2 of") as refusal:
        env_file(f"# first\n{line}\n")
    assert "hunter2" not in str(refusal.value)


def test_a_file_that_cannot_be_read_stops_the_start(tmp_path, monkeypatch):
    monkeypatch.setenv("ENV_FILE", "on")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        environment.load_env_file(tmp_path / "folder")


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
