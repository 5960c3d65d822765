"""A wrong secret is refused everywhere."""

import pytest

from tests.accounts.oauth.conftest import FORM, encoded
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

GRANT = {"grant_type": "password", "username": "alice", "password": PASSWORD}


@pytest.mark.parametrize("path", ["/auth/token", "/auth/revoke-token", "/auth/introspect"])
@pytest.mark.parametrize("secret", [{}, {"client_secret": "wrong"}, {"client_secret": ""}])
def test_a_wrong_secret_is_refused_everywhere(alice, password_client, api, path, secret):
    data = GRANT | {"client_id": password_client.id, "token": "x"} | secret

    response = api.post(path, encoded(data), content_type=FORM)

    assert response.status_code == 401
    assert response.json()["error"] == "invalid_client"
    assert response["WWW-Authenticate"] == 'Basic realm="client"'
    assert response["Cache-Control"] == "no-store"
