"""Basic credentials of applications are spelt as the RFC says."""

import base64

import pytest

from tests.accounts.oauth.clients.test_client_authentication import GRANT

pytestmark = pytest.mark.django_db


def basic(text):
    return {"Authorization": "Basic " + base64.b64encode(text.encode()).decode()}


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
