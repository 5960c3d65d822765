"""A start looks for no garbage in what it imports; afterwards Python looks for it as usual."""

import gc
import runpy

import pytest
from django.apps import apps
from django.conf import settings

from tests.conftest import ROOT


@pytest.fixture
def collector(monkeypatch):
    """What was asked of the collector of garbage, in order; it goes on as it was."""
    asked = []
    for name in ("disable", "freeze", "enable"):
        monkeypatch.setattr(gc, name, lambda name=name: asked.append(name))
    return asked


def test_the_last_app_leaves_aside_what_was_imported_and_collects_again(collector):
    assert settings.INSTALLED_APPS[-1] == "config"
    apps.get_app_config("config").ready()
    assert collector == ["freeze", "enable"]


def test_manage_py_collects_nothing_before_that(collector, monkeypatch):
    def execute(argv):
        collector.append("apps")

    monkeypatch.setattr("django.core.management.execute_from_command_line", execute)
    runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")
    assert collector == ["disable", "apps"]
