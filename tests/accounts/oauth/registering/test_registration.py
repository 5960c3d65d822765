"""Programs register themselves (RFC 7591), and change what they registered (RFC 7592)."""

import pytest
from django.core.checks import run_checks
from oauth2_provider.models import Application

from tests.accounts.oauth.conftest import CALLBACK
from tests.accounts.oauth.registering.conftest import METADATA, PATH, TOKEN, by
from tests.accounts.oauth.test_consent import ask, sent_back

pytestmark = pytest.mark.django_db


def test_it_is_off_unless_somebody_turns_it_on(register, api):
    assert register().status_code == 404
    assert "off" in register().json()["error_description"]
    assert not Application.objects.exists()
    told = api.get("/.well-known/oauth-authorization-server").json()
    assert "registration_endpoint" not in told


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


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ([], "invalid_client_metadata"),
        ({}, "invalid_redirect_uri"),
        ({"redirect_uris": []}, "invalid_redirect_uri"),
        ({"redirect_uris": [1]}, "invalid_redirect_uri"),
        ({"redirect_uris": CALLBACK}, "invalid_redirect_uri"),
        ({"redirect_uris": [f"{CALLBACK} {CALLBACK}"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["http://client.example/"]}, "invalid_redirect_uri"),
        ({"redirect_uris": [f"{CALLBACK}#fragment"]}, "invalid_redirect_uri"),
        ({"redirect_uris": [f"{CALLBACK}\ud800"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["javascript:alert(1)"]}, "invalid_redirect_uri"),
        ({"redirect_uris": [CALLBACK] * 11}, "invalid_redirect_uri"),
        (METADATA | {"grant_types": ["client_credentials"]}, "invalid_client_metadata"),
        (METADATA | {"grant_types": 1}, "invalid_client_metadata"),
        (METADATA | {"subject_type": "pairwise"}, "invalid_client_metadata"),
        (METADATA | {"subject_type": ["public"]}, "invalid_client_metadata"),
        (METADATA | {"client_name": ["x"]}, "invalid_client_metadata"),
        (METADATA | {"client_name": "x" * 101}, "invalid_client_metadata"),
        (METADATA | {"client_name": "\u202egro.elpmaxe"}, "invalid_client_metadata"),
        (METADATA | {"client_name": "\0"}, "invalid_client_metadata"),
        (METADATA | {"client_name": "\ud800"}, "invalid_client_metadata"),
    ],
)
def test_bad_metadata_is_refused(is_open, register, metadata, error):
    answer = register(metadata)

    assert answer.status_code == 400
    assert answer.json()["error"] == error
    assert answer.json()["error_description"]
    assert not Application.objects.exists()


def test_other_bodies_are_refused(is_open, api):
    for body, content_type, status in [
        ("nonsense", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ("client_name=x", "application/x-www-form-urlencoded", 415),
    ]:
        assert api.post(PATH, body, content_type=content_type).status_code == status


@pytest.mark.parametrize(
    ("sent", "status"), [({}, 401), ({"Authorization": "Bearer x"}, 401), (by(TOKEN), 201)]
)
def test_by_token_only_those_who_have_it_register(settings, register, sent, status):
    settings.CLIENT_REGISTRATION = "token"
    settings.CLIENT_REGISTRATION_TOKEN = TOKEN

    answer = register(**sent.get("headers", sent))

    assert answer.status_code == status
    assert ("WWW-Authenticate" in answer) == (status == 401)


def test_one_address_registers_so_many(is_open, register):
    assert [register().status_code for _ in range(11)] == [201] * 10 + [429]


@pytest.mark.parametrize("mode", ["on", "token", ""])
def test_a_mode_that_cannot_work_is_reported(settings, mode):
    settings.CLIENT_REGISTRATION = mode

    assert "accounts.oauth.E003" in {found.id for found in run_checks(tags=["accounts"])}
