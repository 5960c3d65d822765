"""A television that was allowed."""

import pytest

from accounts.oauth.device import codes
from accounts.sessions.opening import OPENED
from tests.accounts.oauth.conftest import ISSUER

HERE, ELSEWHERE = f"{ISSUER}/polls", "https://mcp.example/mcp"


@pytest.fixture
def television(oidc, make_client):
    grant = "urn:ietf:params:oauth:grant-type:device_code"
    return make_client(grant, "public", name="Television", redirect_uris="", algorithm="RS256")


@pytest.fixture
def allowed(television, post_token, browser_as, alice):
    """``allowed(scope=…)``: the parameters of the token request, after Alice allowed it."""

    def make(proofs=(), **asked):
        begun = post_token(television, "/auth/device-authorization", **asked).json()
        browser = browser_as(alice)
        session = browser.session
        session[OPENED] |= {"by": list(proofs)}
        session.save()
        browser.post("/auth/device/", {"user_code": begun["user_code"], "allow": "yes"})
        return {"grant_type": codes.GRANT_TYPE, "device_code": begun["device_code"]}

    return make
