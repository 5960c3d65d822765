"""Requests that carry any host, and the setting that names this server."""

import pytest

ISSUER = "https://polls.example"
HOSTS = ["testserver", "localhost", "127.0.0.1:6666", "localhost:8000"]
DOCUMENTS = [
    "/.well-known/oauth-authorization-server",
    "/.well-known/openid-configuration",
    "/auth/jwks",
]


@pytest.fixture(params=HOSTS)
def host(request, settings):
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    return request.param


@pytest.fixture
def named(oidc, settings):
    settings.ISSUER = ISSUER
