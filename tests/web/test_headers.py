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


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "a b", "[::"]
)
def test_a_foreign_host_is_refused(api, host):
    assert api.get("/polls/api/questions", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "https"},
        {"Forwarded": "for=6.6.6.6;host=evil.example;proto=https"},
        {"X-Original-URL": "/admin/"},
        {"X-Rewrite-URL": "/admin/"},
    ],
)
def test_forwarding_headers_change_nothing(db, headers):
    answer = Client().get("/polls/", headers=headers)
    assert answer["Location"] == "/accounts/auth/?next=/polls/"
    assert not answer.wsgi_request.is_secure()
    assert answer.wsgi_request.get_host() == "testserver"


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/db.sqlite3",
        "/manage.py",
        "/config/settings.py",
        "/static/../.env",
        "/static/%2e%2e/.env",
        "/static/..%2f.env",
        "/static//etc/passwd",
    ],
)
def test_files_of_the_house_are_not_served(db, path):
    assert Client().get(path).status_code == 404
