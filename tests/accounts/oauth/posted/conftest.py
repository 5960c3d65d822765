"""A request that an application posts."""

from urllib.parse import urlsplit

import pytest

from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import FORM


@pytest.fixture
def post(browser):
    """POST an authorization request as a page of the application would, without a CSRF token."""

    def send(client, path="/auth/authorize", **changes):
        body = urlsplit(ask(client, **changes)).query
        return browser.post(path, body, content_type=FORM, headers={"Origin": "https://a.example"})

    return send
