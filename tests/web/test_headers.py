"""Headers that every answer carries, on every page and endpoint that the map of the site has."""

from itertools import cycle

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client

from tests.web.routes import api_paths, page_paths

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HARDLY_KNOWN = ["PATCH", "DELETE", "TRACE", "PROPFIND", "CONNECT", "odd"]
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


def keeps_the_session(path):
    return "logout" not in path and "credentials/end" not in path


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


@pytest.mark.sweep
@pytest.mark.parametrize("methods", [["HEAD"], ["POST"], ["PUT"], ["OPTIONS"], HARDLY_KNOWN])
def test_no_method_on_a_page_is_a_500_or_echoes_what_it_is_sent(browser_as, ada, methods):
    """Django's forms take PUT as POST. Of what no page takes, each page meets one method."""
    browser = browser_as(ada)
    for path, method in zip(filter(keeps_the_session, page_paths()), cycle(methods)):
        answer = browser.generic(method, path, b"secret-in-the-body", "text/plain")
        assert answer.status_code < 500, (method, path)
        assert b"secret-in-the-body" not in answer.getvalue(), (method, path)
        if answer.status_code == 405:
            assert answer["Allow"], (method, path)


@pytest.mark.sweep
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver.evil.example"]
)
def test_a_foreign_origin_is_not_allowed(api_as, alice, origin):
    documents = tuple(settings.PUBLIC_DOCUMENTS)  # they are for everybody
    program = api_as(alice)
    for path in (path for path in api_paths() if not path.startswith(documents)):
        answer = program.get(path, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in answer, path


def test_a_named_origin_may_bring_a_token_and_never_a_cookie(api, settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
    preflight = api.options(
        "/polls/api/questions",
        headers={
            "Origin": "https://app.example.com",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "authorization",
        },
    )
    assert preflight.status_code == 200
    assert preflight["Access-Control-Allow-Origin"] == "https://app.example.com"
    assert "authorization" in preflight["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in preflight


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


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_cannot_be_overridden(alice, api_as, header):
    path = f"/accounts/api/tokens/{alice.initial_token.pk}"
    assert api_as(alice).post(path, headers={header: "DELETE"}).status_code == 405
    assert api_as(alice).post(path, {"_method": "DELETE"}).status_code == 405


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


def test_the_api_takes_no_cookie_of_a_foreign_page(alice, browser):
    """A form on another site can send the cookie along, but no token of ours."""
    browser.force_login(alice)
    answer = browser.post(
        "/polls/api/questions",
        {"question_text": "x"},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403


def test_trace_is_not_echoed(alice, api_as):
    answer = api_as(alice).generic("TRACE", "/polls/api/questions", headers={"X-Secret": "s3cret"})
    assert answer.status_code == 405
    assert b"s3cret" not in answer.content
