"""Requests over a bound are refused in the shape of the RFC."""

import pytest

from tests.accounts.oauth.authorize.test_repeated_parameters import GRANT
from tests.accounts.oauth.conftest import FORM

pytestmark = pytest.mark.django_db


def test_a_body_over_its_bound_is_refused_in_the_same_shape(api):
    response = api.post("/auth/token", "a=" + "x" * 3_500_000, content_type=FORM)

    assert response.status_code == 413
    assert response.json()["error"] == "invalid_request"


def test_too_many_fields_are_refused_in_the_same_shape(api):
    response = api.post("/auth/token", "a=1&" * 2500, content_type=FORM)

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"


@pytest.mark.parametrize("path", ["/auth", "/auth/", "/auth/nothing", "/auth/token/x"])
def test_unknown_addresses_are_refused_in_the_same_shape(api, path):
    response = api.get(path)

    assert response.status_code == 404
    assert response.json()["error"] == "invalid_request"
    assert response.json()["error_description"]


@pytest.mark.parametrize(
    "resource",
    [
        *[
            "http://[::1",
            "http://[",
            "http://[x]/",
            "http://\u2100.x/",
            "/path",
            "x",
            "http://a/#b",
        ],
        *["http://\u0430.example/", "http://a/\u202e", "http://a\\@b/"],
    ],
)
def test_a_resource_that_is_no_address_is_refused(alice, password_client, post_token, resource):
    response = post_token(password_client, **GRANT, resource=resource)

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_target"
