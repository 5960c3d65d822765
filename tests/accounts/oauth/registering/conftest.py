"""Programs may register themselves."""

import json

import pytest

from tests.accounts.oauth.conftest import CALLBACK

PATH = "/auth/register"
TOKEN = "an-initial-access-token-of-thirty-two-characters"
METADATA = {"client_name": "Agent", "redirect_uris": [CALLBACK]}


@pytest.fixture
def is_open(settings):
    settings.CLIENT_REGISTRATION = "open"


@pytest.fixture
def register(api):
    def post(metadata=METADATA, **headers):
        return api.post(
            PATH, json.dumps(metadata), content_type="application/json", headers=headers
        )

    return post


def by(token):
    return {"headers": {"Authorization": f"Bearer {token}"}}
