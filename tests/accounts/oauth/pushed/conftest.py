"""Requests that an application pushed."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import encoded

PATH = "/auth/par"


@pytest.fixture(autouse=True)
def is_on(settings):
    settings.PUSHED_REQUESTS = "on"


@pytest.fixture
def push(post_token):
    """``push(client, state="x")``: the response to a request with these changes."""

    def post(client, /, **changes):
        asked = parse_qs(urlsplit(ask(client, **changes)).query)
        return post_token(client, PATH, **asked)

    return post


def page_of(client, pushed, /, **more):
    query = {"client_id": client.id, "request_uri": pushed.json()["request_uri"]} | more
    return "/auth/authorize?" + encoded(query)
