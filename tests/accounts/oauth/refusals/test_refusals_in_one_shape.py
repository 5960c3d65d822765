"""The endpoints of OAuth2 refuse every request in the shape of the RFC."""

import pytest

from tests.accounts.oauth.refusals.test_parameters import ENDPOINTS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "x/y"])
def test_other_content_types_are_refused(api, content_type):
    response = api.post("/auth/token", "x", content_type=content_type)

    assert response.status_code == 415
    assert response.json()["error"] == "invalid_request"
    words = "Send the body as application/x-www-form-urlencoded, as RFC 6749 asks"
    assert response.json()["error_description"].startswith(words)


@pytest.mark.parametrize(
    ("grant_type", "error"),
    [
        (None, "invalid_request"),
        ("implicit", "unsupported_grant_type"),
        ("urn:ietf:params:oauth:grant-type:device_code", "unauthorized_client"),
        ("convert_token", "unsupported_grant_type"),
        ("Password", "unsupported_grant_type"),
    ],
)
def test_other_grants_are_refused(password_client, post_token, grant_type, error):
    data = {"grant_type": grant_type} if grant_type else {}

    response = post_token(password_client, **data)

    assert response.status_code == 400
    assert response.json()["error"] == error


@pytest.mark.parametrize("path", [*ENDPOINTS, "/auth/token/"])
@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_other_methods_are_refused_in_the_same_shape(api, path, method):
    response = getattr(api, method)(path)

    assert response.status_code == 405
    assert response["Allow"] == "POST, OPTIONS"
    assert response.json() == {
        "error": "invalid_request",
        "error_description": "This endpoint takes POST alone.",
    }
