"""Forwarding headers change nothing, and files of the house are not served."""

import pytest
from django.test import Client


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
