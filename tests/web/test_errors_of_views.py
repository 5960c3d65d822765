"""Whatever a view raises is answered in JSON."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from rest_framework.exceptions import APIException, UnsupportedMediaType, ValidationError

from accounts.api import Me
from accounts.oauth import endpoints
from accounts.tokens.api import GetAuthToken
from tests.web.routes import api_paths
from tests.web.test_api_refusals import ME, assert_refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RuntimeError("a bug"), 500, "error"),
        (Http404("nothing"), 404, "not_found"),
        (PermissionDenied("no"), 403, "permission_denied"),
        (SuspiciousOperation("odd"), 400, "parse_error"),
        (BadRequest("odd"), 400, "parse_error"),
        (UnreadablePostError("gone"), 400, "parse_error"),
        (ValidationError("wrong", "wrong_code"), 400, "wrong_code"),
        (UnsupportedMediaType("x/y"), 415, "unsupported_media_type"),
        (APIException("bad", "bad_code"), 500, "bad_code"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_whatever_a_view_raises_is_answered_in_json(
    debug, program_as, alice, broken, error, status, code
):
    broken(Me, "get", error)
    assert_refused(program_as(alice).get(ME), status, code)


@pytest.mark.parametrize(
    "error", [RuntimeError("a bug"), MultiPartParserError("odd"), BadRequest("odd")]
)
def test_what_escapes_drf_is_answered_in_json_too(debug, program, broken, error):
    broken(GetAuthToken, "dispatch", error)
    status = 500 if isinstance(error, RuntimeError) else 400
    code = "error" if status == 500 else "bad_request"
    assert_refused(program.post("/accounts/get_auth_token"), status, code)


def test_oauth_clients_are_refused_in_their_own_words(debug, program, broken):
    broken(endpoints.TokenView, "dispatch", RuntimeError("a bug"))
    response = program.post("/auth/token")
    assert response.status_code == 500
    assert response.json()["error"] == "server_error"
    assert program.get("/auth/nothing").json()["error"] == "invalid_request"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PROPFIND", "TRACE", "OPTIONS"])
def test_no_api_path_ever_answers_a_page(debug, program, method):
    for path in api_paths():
        response = program.generic(method, path, headers={"Accept": "text/html"})
        assert response["Content-Type"].startswith("application/json"), path
        assert 400 <= response.status_code < 500 or method in {"GET", "OPTIONS"}, path
