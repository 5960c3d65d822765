"""People read the pages in their language; programs are answered in English."""

import gettext
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.utils import translation
from django.utils.formats import date_format

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = [code for code, _ in project.LANGUAGES if code != project.LANGUAGE_CODE]
WITHOUT_PAGES = {"benchmarks", "examples", "static", "staticfiles", "tests"}
SOURCES = sorted(
    path.name
    for path in ROOT.iterdir()
    if path.is_dir() and path.name.isidentifier() and path.name not in WITHOUT_PAGES
)


@pytest.fixture
def _gettext_tools():
    if not shutil.which("xgettext"):
        reason = "no xgettext on this machine: apt-get install gettext"
        pytest.fail(reason) if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip(reason)


def catalog(path: Path) -> dict:
    with path.open("rb") as file:
        texts = gettext.GNUTranslations(file)._catalog
    return {key: text for key, text in texts.items() if key}


def compiled(po: Path, to: Path) -> str:
    """Compile ``po`` and return what msgfmt says of it, after its own checks."""
    done = subprocess.run(
        ["msgfmt", "--check", "--statistics", "-o", str(to), str(po)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


@pytest.mark.usefixtures("_gettext_tools")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_compiled(language, tmp_path, settings, monkeypatch):
    for name in SOURCES:
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    call_command("makemessages", locale=[language], no_location=True, no_obsolete=True, verbosity=0)

    messages = tmp_path / "locale" / language / "LC_MESSAGES"
    said = compiled(messages / "django.po", tmp_path / "fresh.mo")
    assert "untranslated" not in said, said
    assert "fuzzy" not in said, said
    assert catalog(messages / "django.mo") == catalog(tmp_path / "fresh.mo"), (
        "run: manage.py compilemessages"
    )


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/accounts/auth/", "Passwort vergessen?"),
        ("/accounts/register/", "Konto anlegen"),
        ("/explore/", "Wähle einen Endpunkt und Zugangsdaten"),
        ("/explore/style/", "jedes Element einmal"),
        ("/nowhere/", "Unter dieser Adresse gibt es nichts."),
    ],
)
def test_a_page_is_in_the_language_that_the_browser_asks_for(db, german, page, words):
    text = german.get(page).text
    assert words in text
    assert '<html lang="de">' in text


def test_dates_are_written_as_the_language_has_them(client, german, alice):
    alice.date_joined = alice.date_joined.replace(year=2026, month=3, day=5)
    alice.save()
    client.force_login(alice)
    german.force_login(alice)
    assert "5 March 2026" in client.get("/accounts/profile/").text
    assert "5. März 2026" in german.get("/accounts/profile/").text


@pytest.mark.parametrize(
    ("method", "path", "status", "detail"),
    [
        ("get", "/polls/api/questions", 401, "Authentication credentials were not provided."),
        ("get", "/polls/api/nowhere", 404, "There is nothing at this address."),
        ("post", "/accounts/get_auth_token", 400, "This field is required."),
    ],
)
def test_a_program_is_answered_in_english(db, german, method, path, status, detail):
    response = getattr(german, method)(path)
    assert response.status_code == status
    assert "Content-Language" not in response
    assert detail in response.text


def test_a_script_that_signs_in_is_answered_in_english(db, german):
    form = {"username": "eve", "password": "wrong"}
    response = german.post("/accounts/login/", form, content_type="application/json")
    assert response.json()["detail"] == "Unable to log in with provided credentials."


def test_one_language_does_not_leak_into_the_next_request(db, german, client):
    german.get("/nowhere/")
    too_large = client.post("/accounts/login/", {"x": "y" * 2_000_000})
    assert "The body is larger" in too_large.text
    assert "Not found" in client.get("/nowhere/").text


@pytest.mark.parametrize(("language", "said"), [("de", "30. Nov., 19:47"), ("en", "30 Nov, 19:47")])
def test_a_month_is_shortened_as_the_language_does(language, said):
    at = datetime(2026, 11, 30, 19, 47, tzinfo=UTC)
    with translation.override(language):
        assert date_format(at, "SHORT_DATETIME_FORMAT") == said
