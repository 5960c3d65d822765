"""A database that is away and plain HTTP are told in the RFC's shape."""

import pytest
from django.db import OperationalError
from oauth2_provider.models import Application

pytestmark = [pytest.mark.django_db, pytest.mark.sweep, pytest.mark.database]


def test_a_database_that_is_away_is_said_in_the_same_shape(
    password_client, post_token, monkeypatch
):
    def away(*args, **kwargs):
        raise OperationalError("away")

    monkeypatch.setattr(Application.objects, "get", away)

    response = post_token(password_client, grant_type="client_credentials")

    assert response.status_code == 503
    assert response.json()["error"] == "temporarily_unavailable"
    assert response["Retry-After"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "status"), [("/auth/authorize", 301), ("/auth/token", 403), ("/auth/token/", 403)]
)
def test_plain_http_is_redirected_for_people_and_refused_to_programs(
    db, settings, client, path, status
):
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True

    response = client.get(path)

    assert response.status_code == status
    if status == 403:
        assert response.json()["error"] == "access_denied"
        assert "HTTPS" in response.json()["error_description"]
