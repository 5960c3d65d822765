"""Endpoints beside that for tokens say why as well."""

import json

import pytest
from django.http import JsonResponse

from accounts.oauth.descriptions import with_description
from tests.accounts.oauth.conftest import FORM, encoded
from tests.accounts.oauth.refusals.test_error_descriptions import (
    DESCRIPTION,
    MACHINE,
    assert_described,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "who", "data", "error"),
    [
        ("/auth/introspect", None, {"token": "x"}, "invalid_client"),
        ("/auth/introspect", "machine", {}, "invalid_request"),
        ("/auth/revoke-token", None, {"token": "x"}, "invalid_client"),
        ("/auth/revoke-token", "machine", {}, "invalid_request"),
        ("/auth/token", "machine", MACHINE | {"grant_type": ["a", "b"]}, "invalid_request"),
    ],
)
def test_the_other_endpoints_say_why(request, post_token, path, who, data, error):
    client = who and request.getfixturevalue(who)

    assert_described(post_token(client, path, **data).json(), error)


@pytest.mark.parametrize("path", ["/auth/token", "/auth/introspect", "/auth/revoke-token"])
@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ("a=b", "text/plain", 415),
        (encoded({"grant_type": "\0", "token": "\0"}), FORM, 400),
    ],
)
def test_a_body_that_cannot_be_read_is_said(db, api, path, body, content_type, status):
    response = api.post(path, body, content_type=content_type)

    assert response.status_code == status
    assert_described(response.json(), "invalid_request")


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/auth/token", "get", {}),
        ("/auth/userinfo", "get", {}),
        ("/auth/userinfo", "get", {"Authorization": "Bearer x"}),
        ("/auth/userinfo", "delete", {"Authorization": "Bearer x"}),
        ("/auth/invalidate-sessions", "post", {}),
        ("/auth/jwks", "get", {}),
        ("/auth/nothing", "get", {}),
    ],
)
def test_so_do_those_that_take_a_token_or_nothing(db, api, path, method, headers):
    told = getattr(api, method)(path, headers=headers).json()

    assert DESCRIPTION.fullmatch(told["error_description"]), told


@pytest.mark.parametrize(
    ("error", "described"),
    [
        ({"error": "invalid_grant"}, "What was sent in exchange for tokens is not good."),
        ({"error": "invalid_grant", "error_description": ""}, "What was sent in exchange"),
        ({"error": "of_another_standard"}, "The request was refused."),
        ({"error": "invalid_grant", "error_description": "Too old."}, "Too old."),
    ],
)
def test_an_error_without_a_description_gets_one(error, described):
    told = json.loads(with_description(JsonResponse(error, status=400)).content)

    assert told["error"] == error["error"]
    assert told["error_description"].startswith(described)


def test_an_answer_without_an_error_gets_no_description():
    assert json.loads(with_description(JsonResponse({"active": False})).content) == {
        "active": False
    }
