"""A fresh project into which apps are copied, by the words of docs/how-to/take-it-home.md."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "how-to" / "take-it-home.md").read_text()
#: The complaints of check --deploy about every project; the page is about the apps.
PRODUCTION = """
DEBUG, SECRET_KEY, ALLOWED_HOSTS = False, "x7" * 30 + "abcdefghij", ["testserver"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = 31536000, True, True
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
        self.run("-m", "django", "startproject", "mysite", ".")
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
            ignored = shutil.ignore_patterns("__pycache__")
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

    def python(self, program: str) -> list[str]:
        """Run ``program`` after ``django.setup()``; return what it told by ``done()``."""
        begin = (
            "import os, django\n"
            "os.environ['DJANGO_SETTINGS_MODULE'] = 'mysite.settings'\n"
            "django.setup()\n"
            "from django.conf import settings\n"
            "settings.ALLOWED_HOSTS = ['testserver']\n"
            "done = lambda what: print('DONE', what)\n"
        )
        printed = self.run("-c", begin + program).splitlines()  # the app's log lines, too
        return [line.removeprefix("DONE ") for line in printed if line.startswith("DONE ")]

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
