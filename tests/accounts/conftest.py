"""The one door for passwords that belongs to applications, for tests of every door."""

import pytest
from oauth2_provider.models import Application

from tests.accounts.oauth.conftest import FORM, encoded
from tests.accounts.second_factor.conftest import factor  # noqa: F401


@pytest.fixture
def by_grant(db):
    application = Application(client_type="confidential", authorization_grant_type="password")
    known = {"client_id": application.client_id, "client_secret": application.client_secret}
    application.save()

    def door(client, username, password):
        asked = {"grant_type": "password", "username": username, "password": password}
        return client.post("/auth/token", encoded(asked | known), content_type=FORM)

    return door
