"""Programs register themselves (RFC 7591), and change what they registered (RFC 7592)."""

import pytest
from oauth2_provider.models import Application

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import CALLBACK
from tests.accounts.oauth.registering.conftest import METADATA, PATH

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"token_endpoint_auth_method": "client_secret_basic"},
        {"grant_types": ["authorization_code", "refresh_token", "password"]},
        {"subject_type": "public"},
        {"client_id": "mine", "client_secret": "x" * 40, "scope": "polls:write"},
    ],
)
def test_a_program_becomes_a_public_client_and_no_more(is_open, register, api, asked):
    answer = register(METADATA | asked)

    told = answer.json()
    assert answer.status_code == 201
    assert told["token_endpoint_auth_method"] == "none"
    assert told["grant_types"] == ["authorization_code", "refresh_token"]
    assert "client_secret" not in told
    application = Application.objects.get(client_id=told["client_id"])
    assert application.client_type == "public"
    assert application.authorization_grant_type == "authorization-code"
    assert application.client_id != "mine"
    told = api.get("/.well-known/oauth-authorization-server").json()
    assert told["registration_endpoint"].endswith(PATH)


def test_the_consent_page_warns_and_the_code_needs_pkce(alice, is_open, register, browser_as):
    class Client:
        id = register().json()["client_id"]

    browser = browser_as(alice)

    page = browser.get(ask(Client)).content.decode()

    assert "Allow Agent?" in page
    assert "This program registered itself. It is not verified" in page
    assert sent_back(browser.post(ask(Client), {"allow": "yes"}))["code"]
    without = browser.get(ask(Client, code_challenge=None, code_challenge_method=None))
    assert sent_back(without)["error"] == "invalid_request"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (f"{CALLBACK}?foo=bar", 200),
        (f"{CALLBACK}?foo=baz", 400),
        (f"{CALLBACK}?foo=bar&more=1", 400),
        (CALLBACK, 400),
        (None, 400),
    ],
)
def test_its_address_is_compared_with_its_query_and_has_to_be_named(
    alice, is_open, oidc, register, browser_as, asked, status
):
    class Client:
        id = register({"redirect_uris": [f"{CALLBACK}?foo=bar"]}).json()["client_id"]

    url = ask(Client, redirect_uri=asked, scope="openid")

    assert browser_as(alice).get(url).status_code == status
