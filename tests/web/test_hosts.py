"""Nothing public is made of the Host header, and its port is checked."""

import pytest
from django.middleware import security
from django.test import RequestFactory
from django.utils.module_loading import import_string

from web import hosts

ISSUER = "https://polls.example.com"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.ISSUER = ISSUER
    settings.ALLOWED_HOSTS = ["polls.example.com", "10.0.0.5", "testserver"]


@pytest.mark.parametrize(
    ("issuer", "host", "status"),
    [
        (ISSUER, "polls.example.com", 200),
        (ISSUER, "polls.example.com:443", 200),
        (ISSUER, "polls.example.com:80", 200),
        (ISSUER, "polls.example.com.", 200),
        (ISSUER, "polls.example.com:6666", 400),
        (ISSUER, "POLLS.example.com:6666", 400),
        (ISSUER, "polls.example.com.:6666", 400),
        (ISSUER, "polls.example.com:0443", 400),
        (ISSUER, "polls.example.com:", 400),
        (ISSUER, "polls.example.com:x", 400),
        (ISSUER, "evil.example", 400),
        (ISSUER, "evil.example:443", 400),
        (ISSUER, "10.0.0.5:8000", 200),  # another name of the site, such as a probe's
        ("https://polls.example.com:8443", "polls.example.com:8443", 200),
        ("https://polls.example.com:8443", "polls.example.com", 200),
        ("https://polls.example.com:8443", "polls.example.com:443", 400),
        ("http://[::1]:8000", "[::1]:8000", 200),
        ("http://[::1]:8000", "[::1]:6666", 400),
    ],
)
def test_a_request_names_the_site_and_its_port(issuer, host, status, client, settings, db):
    settings.ISSUER = issuer
    settings.ALLOWED_HOSTS.append("[::1]")
    answer = client.get("/accounts/auth/", headers={"Host": host})
    assert answer.status_code == status, answer.content


@pytest.mark.parametrize("path", ["/polls/api/questions", "/accounts/auth/"])
def test_a_refusal_names_the_address(path, client):
    answer = client.get(path, headers={"Host": "polls.example.com:6666"})
    assert ISSUER in answer.content.decode()
    assert "6666" not in answer.content.decode()


def test_a_developer_may_forward_any_port(client, db, settings):
    settings.DEBUG = True
    answer = client.get("/accounts/login/", headers={"Host": "polls.example.com:6666"})
    assert answer.status_code != 400


@pytest.mark.parametrize(
    ("host", "location"),
    [
        ("polls.example.com", f"{ISSUER}/polls/?a=b"),
        ("10.0.0.5:8000", f"{ISSUER}/polls/?a=b"),
        ("polls.example.com:6666", None),
        ("evil.example", None),
    ],
)
def test_a_redirect_to_https_goes_to_the_sites_own_name(host, location, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_SSL_HOST = True, "polls.example.com"
    middleware = hosts.SecurityMiddleware(lambda request: None)
    request = RequestFactory().get("/polls/?a=b", headers={"Host": host})
    answer = middleware.process_request(request)
    assert (answer["Location"] if answer else None) == location


def test_the_middleware_that_django_looks_for_is_there_as_a_subclass(settings):
    """Its check knows Django's own by name only, and is silenced."""
    classes = [import_string(path) for path in settings.MIDDLEWARE]
    assert sum(issubclass(each, security.SecurityMiddleware) for each in classes) == 1
