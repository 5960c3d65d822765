import re
import runpy
from pathlib import Path

import pytest

from config import environment
from config.environment import files

ROOT = Path(__file__).resolve().parent.parent.parent
STRONG_KEY = "a-strong-key-of-at-least-fifty-characters-0123456789"


@pytest.fixture(autouse=True)
def _names_in_files_end_with_the_test(monkeypatch):
    monkeypatch.setattr(files, "_in_file", set())


@pytest.fixture
def read_settings(monkeypatch):
    """``read_settings(DEBUG="on")``: the settings, read from this environment and no other."""

    def read(**variables: str) -> dict:
        for name in documented():
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("ENV_FILE", "off")
        for name, value in ({"SECRET_KEY": STRONG_KEY} | variables).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return read


def documented() -> set[str]:
    return set(re.findall(r"^# ?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


@pytest.fixture
def env_file(tmp_path, monkeypatch):
    """``env_file(text)``: read a file with this text."""
    monkeypatch.setenv("ENV_FILE", "on")

    def load(text):
        path = tmp_path / ".env"
        path.write_text(text)
        environment.load_env_file(path)

    return load
