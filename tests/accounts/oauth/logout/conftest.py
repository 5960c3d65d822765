"""An application to which a person goes back after signing out."""

import pytest

from tests.accounts.oauth.conftest import encoded
from tests.accounts.oauth.hints.conftest import hint_of  # noqa: F401

AFTER = "https://client.example/signed-out"


@pytest.fixture
def client_of_people(oidc, make_client):
    return make_client("authorization-code", algorithm="RS256", post_logout_redirect_uris=AFTER)


def end(**query):
    return "/auth/end-session?" + encoded(query)


def is_signed_in(browser):
    return browser.get("/accounts/credentials/").status_code == 200
