"""The file of settings fills in what the environment leaves out."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import checks, environment
from tests.config.test_misspelt_settings import EXAMPLE


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
