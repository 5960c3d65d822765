"""A token that is not to be converted is refused, if possible before a call goes out."""

import pytest
from django.contrib.auth import get_user_model

User = get_user_model()


@pytest.mark.parametrize(
    ("data", "status", "error"),
    [
        ({"token": None}, 400, "invalid_request"),
        ({"backend": None}, 400, "invalid_request"),
        ({"grant_type": None}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"token": ["a", "b"]}, 400, "invalid_request"),
        ({"backend": ["demo", "demo"]}, 400, "invalid_request"),
        ({"backend": "Django"}, 400, "invalid_request"),
        ({"backend": "django"}, 400, "invalid_request"),
        ({"backend": "github"}, 400, "invalid_request"),
        ({"backend": "../demo"}, 400, "invalid_request"),
        ({"scope": "openid"}, 400, "invalid_scope"),
        ({"scope": "polls:read openid"}, 400, "invalid_scope"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_secret": None}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_id": None, "client_secret": None}, 401, "invalid_client"),
        ({"token": "é"}, 400, "invalid_grant"),
        ({"token": "x\r\nHost: evil"}, 400, "invalid_grant"),
        ({"token": "x" * 5000}, 400, "invalid_grant"),
        ({"token": "\0"}, 400, "invalid_request"),
    ],
)
@pytest.mark.usefixtures("_no_calls")
def test_it_is_refused_before_any_call_goes_out(password_client, convert, data, status, error):
    response = convert(None, **password_client.credentials | {"token": "x"} | data)

    assert response.status_code == status
    assert response.json()["error"] == error
    assert response["Cache-Control"] == "no-store"
    assert ("WWW-Authenticate" in response) == (status == 401)
    assert not User.objects.exists()


@pytest.mark.parametrize("body", [b"[]", b"null", b'"x"', b"1", b"{", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(api, db, body):
    response = api.post("/auth/convert-token", body, content_type="application/json")

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"


def test_it_takes_nothing_from_the_url_and_no_get(api, db):
    assert api.get("/auth/convert-token").status_code == 405
    assert api.post("/auth/convert-token?token=x").status_code == 400


@pytest.mark.usefixtures("_no_calls")
def test_an_application_that_acts_for_nobody_cannot_convert(machine, convert):
    response = convert(machine, token="x")

    assert response.json()["error"] == "unauthorized_client"
