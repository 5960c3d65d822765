"""A television without a browser, and the codes that it shows."""

import pytest

from accounts.oauth.device import codes

PAGE = "/auth/device/"


@pytest.fixture
def television(make_client):
    return make_client(
        "urn:ietf:params:oauth:grant-type:device_code",
        "public",
        name="Television",
        redirect_uris="",
    )


@pytest.fixture
def begin(post_token, television):
    def post(client=television, **data):
        return post_token(client, "/auth/device-authorization", **data)

    return post


@pytest.fixture
def poll(post_token, television):
    def post(begun, client=television):
        return post_token(client, grant_type=codes.GRANT_TYPE, device_code=begun["device_code"])

    return post


def answer(browser, begun, **how):
    return browser.post(PAGE, {"user_code": begun["user_code"]} | how)
