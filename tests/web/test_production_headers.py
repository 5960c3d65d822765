"""With HTTPS on, as in production; its settings need a process of their own."""

import json
import os
import shutil
import subprocess
import sys
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # a process of its own

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "ENV_FILE": "off",
    "SECRET_KEY": "a-key-for-production-in-tests-with-more-than-fifty-characters",
    "ALLOWED_HOSTS": "polls.example",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}
CALLS = """
import json
import django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.core.files.storage.InMemoryStorage"
django.setup()
from django.contrib.auth import get_user_model
from django.test import Client

get_user_model().objects.create_user("alice", password="correct horse battery")
browser = Client(headers={"Host": "polls.example"})
form = {"username": "alice", "password": "correct horse battery"}

def told(answer):
    headers = dict(answer.headers)
    cookies = [cookie.OutputString() for cookie in answer.cookies.values()]
    return {"status": answer.status_code, "headers": headers, "cookies": cookies}

print(json.dumps({
    "page": told(browser.get("/accounts/auth/", secure=True)),
    "sign in": told(browser.post("/accounts/login/", form, secure=True)),
    "program": told(browser.post("/accounts/get_auth_token", form, secure=True)),
    "plain page": told(browser.get("/accounts/auth/")),
    "plain program": told(browser.post("/accounts/get_auth_token/", form)),
    "plain bare program": told(browser.post("/accounts/get_auth_token", form)),
    "plain bearer": told(browser.get("/polls/api/questions", headers={"Authorization": "Bearer"})),
    "says https": told(browser.get("/accounts/auth/", headers={"X-Forwarded-Proto": "https"})),
    "other host": told(browser.get("/accounts/auth/", headers={"Host": "evil.example"})),
}))
"""


@pytest.fixture(scope="module")
def answers(migrated, tmp_path_factory):
    database = shutil.copy(migrated, tmp_path_factory.mktemp("production") / "db.sqlite3")
    done = subprocess.run(
        [sys.executable, "-c", CALLS],
        cwd=ROOT,
        env=PRODUCTION | {"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{database}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("call", ["page", "sign in", "program"])
def test_browsers_are_told_to_come_by_https_for_a_year_and_more(answers, call):
    directives = answers[call]["headers"]["Strict-Transport-Security"].split("; ")
    seconds = int(directives[0].removeprefix("max-age="))
    assert seconds >= 365 * 24 * 3600
    assert "includeSubDomains" in directives


@pytest.mark.parametrize("call", ["page", "sign in"])
def test_cookies_are_for_https_and_this_host_alone(answers, call):
    assert answers[call]["cookies"]
    for text in answers[call]["cookies"]:
        (cookie,) = SimpleCookie(text).values()
        assert cookie["secure"], text
        assert cookie["samesite"] == "Lax", text
        assert (cookie["path"], cookie["domain"]) == ("/", ""), text
        assert cookie.key.startswith("__Host-"), text
        assert cookie["httponly"] or "csrf" in cookie.key, text


def test_a_program_gets_no_cookie(answers):
    assert answers["program"]["status"] == 200
    assert answers["program"]["cookies"] == []


def test_a_person_who_comes_by_http_is_sent_to_https(answers):
    assert answers["plain page"]["status"] == 301
    assert answers["plain page"]["headers"]["Location"] == "https://polls.example/accounts/auth/"


@pytest.mark.parametrize("call", ["plain program", "plain bare program", "plain bearer"])
def test_a_program_that_comes_by_http_is_refused(answers, call):
    """A redirect would hide that its credentials went in clear (ASVS 5.0 V4.1.2)."""
    assert answers[call]["status"] == 403
    assert answers[call]["headers"]["Content-Type"] == "application/json"
    assert answers[call]["cookies"] == []


def test_a_client_cannot_say_itself_that_it_came_by_https(answers):
    assert answers["says https"]["status"] == 301


def test_a_foreign_host_is_not_redirected_to(answers):
    assert answers["other host"]["status"] == 400
    assert "Location" not in answers["other host"]["headers"]
