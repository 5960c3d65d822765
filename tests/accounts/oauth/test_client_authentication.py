"""An application proves itself in one way at a time, spelt as the RFC says."""

import base64

import pytest

from tests.accounts.oauth.conftest import FORM, encoded
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

GRANT = {"grant_type": "password", "username": "alice", "password": PASSWORD}


def basic(text):
    return {"Authorization": "Basic " + base64.b64encode(text.encode()).decode()}


@pytest.mark.parametrize("path", ["/auth/token", "/auth/revoke-token", "/auth/introspect"])
@pytest.mark.parametrize("secret", [{}, {"client_secret": "wrong"}, {"client_secret": ""}])
def test_a_wrong_secret_is_refused_everywhere(alice, password_client, api, path, secret):
    data = GRANT | {"client_id": password_client.id, "token": "x"} | secret

    response = api.post(path, encoded(data), content_type=FORM)

    assert response.status_code == 401
    assert response.json()["error"] == "invalid_client"
    assert response["WWW-Authenticate"] == 'Basic realm="client"'
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "header",
    [
        "Basic",
        "Basic ",
        "Basic not-base64!",
        "Basic \xe9",
        "Basic " + base64.b64encode(b"no colon").decode(),
        "Basic " + base64.b64encode(b"\xff\xff:x").decode(),
        "Basic " + base64.b64encode(b"a\0b:x").decode(),
        "Basic " + base64.b64encode(b"%00:x").decode(),
        "Basic " + base64.b64encode(b"nobody:x").decode(),
        "Basic " + "A" * 8000,
    ],
)
def test_malformed_basic_credentials_are_refused(alice, post_token, header):
    response = post_token(headers={"Authorization": header}, **GRANT)

    assert response.status_code == 401
    assert response.json()["error"] == "invalid_client"


@pytest.mark.parametrize("scheme", ["Basic", "basic", "BASIC"])
def test_basic_is_spelt_in_any_letter_case(alice, password_client, post_token, scheme):
    header = password_client.basic.replace("Basic", scheme)

    assert post_token(headers={"Authorization": header}, **GRANT).status_code == 200


def test_basic_credentials_are_form_encoded(alice, password_client, post_token):
    application = password_client.application
    application.client_id, application.client_secret = "an id", "a+b %secret"
    application.save()

    response = post_token(headers=basic("an+id:a%2Bb%20%25secret"), **GRANT)

    assert response.status_code == 200


def test_basic_without_a_secret_names_a_public_client(alice, public_client, make_code, post_token):
    code = make_code(public_client, alice)

    assert post_token(headers=basic(f"{public_client.id}:"), **code).status_code == 200


def test_two_ways_at_once_are_refused(alice, password_client, post_token):
    response = post_token(
        password_client, headers={"Authorization": password_client.basic}, **GRANT
    )

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"


def test_two_clients_at_once_are_refused(alice, password_client, public_client, post_token):
    response = post_token(
        headers={"Authorization": password_client.basic}, client_id=public_client.id, **GRANT
    )

    assert response.status_code == 400


@pytest.mark.parametrize("member", ["client_assertion", "client_assertion_type"])
def test_an_assertion_is_refused_and_not_passed_over(alice, password_client, post_token, member):
    response = post_token(password_client, **GRANT, **{member: "x"})

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
