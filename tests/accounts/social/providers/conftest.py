"""All providers are on, and their answers recorded."""

import pytest
import responses

from tests.accounts.social.providers.recorded import KEY, RECORDED


@pytest.fixture
def mocked():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture(autouse=True)
def _all_are_on(settings):
    for recorded in RECORDED:
        setting = f"SOCIAL_AUTH_{recorded.provider.upper().replace('-', '_')}"
        setattr(settings, f"{setting}_KEY", KEY)
        setattr(settings, f"{setting}_SECRET", "the-secret-of-this-site")
        settings.AUTHENTICATION_BACKENDS = [
            *settings.AUTHENTICATION_BACKENDS,
            f"accounts.social.providers.{recorded.name}",
        ]
    settings.SOCIAL_AUTH_CONVERT_BACKENDS = [
        recorded.provider for recorded in RECORDED if recorded.proof
    ]


@pytest.fixture
def convert(post_token, password_client):
    def post(provider):
        data = {"grant_type": "convert_token", "backend": provider, "token": "a-token"}
        return post_token(password_client, "/auth/convert-token", **data)

    return post
