"""Tokens that are bound to a key, and requests with proofs of it."""

import pytest

from tests.accounts.oauth.conftest import ISSUER
from tests.accounts.oauth.dpop.proofs import proof

TOKEN, API = "/auth/token", "/polls/api/questions"


@pytest.fixture(autouse=True)
def is_on(settings):
    settings.DPOP, settings.DPOP_NONCE = "on", False


def proving(path=TOKEN, method="POST", **made):
    return {"DPoP": proof(method, ISSUER + path, **made)}


@pytest.fixture
def redeem(alice, make_code, post_token):
    """Trade a code of Alice's for tokens, with these headers."""

    def post(client, headers=None, **fields):
        return post_token(client, headers=headers, **make_code(client, alice, **fields))

    return post


@pytest.fixture
def get(api):
    """GET the list of questions by a scheme, with a proof unless it is None."""

    def send(token, scheme="DPoP", proof="", path=API, **made):
        headers = {"Authorization": f"{scheme} {token}"}
        if proof is not None:
            headers |= {"DPoP": proof} if proof else proving(path, "GET", token=token, **made)
        return api.get(path, headers=headers)

    return send


@pytest.fixture
def bound(redeem, public_client):
    """The answer of the token endpoint to a request with a proof."""
    return redeem(public_client, proving()).json()


def refresh(post_token, client, tokens, headers=None):
    data = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    return post_token(client, headers=headers, **data)
