"""Headers that every answer carries, on every page and endpoint that the map of the site has."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from tests.web.routes import api_paths, page_paths

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
DIRECTIVES = ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]


def assert_hardened(answer, path):
    for name, value in ALWAYS.items():
        assert answer[name] == value, path
    assert answer["Referrer-Policy"] in {"same-origin", "no-referrer"}, path
    policy = answer["Content-Security-Policy"]
    assert "unsafe-" not in policy, path
    for directive in DIRECTIVES:
        assert directive in policy, path
    assert not set(answer.headers) & {"Server", "X-Powered-By"}, path


@pytest.mark.sweep
def test_pages_for_strangers_are_hardened(db):
    for path in page_paths():
        assert_hardened(Client().get(path), path)


@pytest.mark.sweep
def test_pages_for_administrators_are_hardened(browser_as, ada):
    browser = browser_as(ada)
    for path in page_paths():
        assert_hardened(browser.get(path), path)
    assert browser.session.get(SESSION_KEY)  # no GET signs anybody out


@pytest.mark.sweep
def test_answers_to_programs_are_hardened_private_and_without_cookies(api_as, alice):
    program = api_as(alice)
    for path in api_paths():
        for method in ("GET", "POST"):
            answer = program.generic(method, path, b"{}", "application/json")
            assert_hardened(answer, path)
            assert not answer.cookies, path
            cached = answer["Cache-Control"]
            assert "private" in cached or "no-store" in cached, path
            assert "Authorization" in answer["Vary"], path
