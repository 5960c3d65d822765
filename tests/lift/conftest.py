"""A fresh project into which apps are copied, by the words of docs/how-to/take-it-home.md."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "how-to" / "take-it-home.md").read_text()
#: The complaints of check --deploy about every project; the page is about the apps.
PRODUCTION = """
DEBUG, SECRET_KEY, ALLOWED_HOSTS = False, "x7" * 30 + "abcdefghij", ["testserver"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = 31536000, True, True
"""
# Migrates and runs each program in a process of its own, which inherits what was imported.
RUNNER = """
import gc, os, sys
gc.disable()  # imports leave no garbage
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"
import django
django.setup()
gc.freeze()
gc.enable()
from django.conf import settings
from django.core.management import call_command
from django.db import connections

call_command("migrate", verbosity=0, skip_checks=False)
connections.close_all()
settings.ALLOWED_HOSTS = ["testserver"]
for number, program in enumerate(sys.argv[1:]):
    if os.fork() == 0:
        done = lambda what: print("DONE", number, what, flush=True)
        exec(program, {"settings": settings, "done": done})
        os._exit(0)
    assert os.wait()[1] == 0
"""
SECTION = re.compile(r"^## ([^\n]{1,60})\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MOST_LINES = 5  # that a reader has to copy for one case


def steps(title: str) -> dict[str, list[str]]:
    """Return the blocks under a heading of the page: ``sh``, ``settings`` and ``urls``, by line."""
    text = dict(SECTION.findall(PAGE))[title]
    found: dict[str, list[str]] = {"sh": [], "settings": [], "urls": []}
    for language, block in BLOCK.findall(text):
        kind = "sh" if language == "sh" else "urls" if "urlpatterns" in block else "settings"
        found[kind] += filter(None, block.splitlines())
    return found


class Project:
    def __init__(self, folder: Path):
        self.folder = folder / "mysite"
        self.folder.mkdir()
        call_command("startproject", "mysite", self.folder)
        urls = self.folder / "mysite" / "urls.py"
        before, after = (
            re.findall(r"`(from django.urls import [^`\n]+)`", PAGE)[0],
            urls.read_text(),
        )
        urls.write_text(after.replace("from django.urls import path", before))

    def follow(self, title: str) -> int:
        """Do what the page says under ``title``; return how many lines that were."""
        found = steps(title)
        for line in found["sh"]:
            app = re.fullmatch(r"cp -r (\w+) ~/mysite/", line)[1]
            ignored = shutil.ignore_patterns("*.pyc.*")  # that somebody writes just now
            shutil.copytree(ROOT / app, self.folder / app, ignore=ignored)
        for module in ("settings", "urls"):
            with (self.folder / "mysite" / f"{module}.py").open("a") as file:
                file.write("\n".join(["", *found[module], ""]))
        return sum(map(len, found.values()))

    def without(self, *folders: str) -> None:
        for folder in folders:
            shutil.rmtree(self.folder / folder)

    def manage(self, *arguments: str, production: bool = False) -> str:
        if production:
            settings = self.folder / "mysite" / "production.py"
            settings.write_text(f"from mysite.settings import *\n{PRODUCTION}")
            arguments = (*arguments, "--settings=mysite.production")
        return self.run("manage.py", *arguments)

    def migrate_and_run(self, *programs: str) -> list[list[str]]:
        """Return what each of ``programs`` told by ``done()``."""
        printed = self.run("-c", RUNNER, *programs)  # the app's log lines, too
        told = re.findall(r"^DONE (\d+) (.*)$", printed, re.MULTILINE)
        return [
            [what for teller, what in told if int(teller) == number]
            for number in range(len(programs))
        ]

    def run(self, *arguments: str) -> str:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=kept,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)
