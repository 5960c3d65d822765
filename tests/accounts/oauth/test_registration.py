"""Programs register themselves (RFC 7591), and change what they registered (RFC 7592)."""

import json
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.utils import timezone
from oauth2_provider.models import Application
from rest_framework.test import APIClient

from accounts.oauth.registration import clients
from tests.accounts.oauth.conftest import CALLBACK, Client
from tests.accounts.oauth.test_consent import ask, sent_back

pytestmark = pytest.mark.django_db

PATH = "/auth/register"
TOKEN = "an-initial-access-token-of-thirty-two-characters"
METADATA = {"client_name": "Agent", "redirect_uris": [CALLBACK]}


@pytest.fixture
def is_open(settings):
    settings.CLIENT_REGISTRATION = "open"


@pytest.fixture
def register(api):
    def post(metadata=METADATA, **headers):
        return api.post(
            PATH, json.dumps(metadata), content_type="application/json", headers=headers
        )

    return post


def by(token):
    return {"headers": {"Authorization": f"Bearer {token}"}}


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


def test_a_program_changes_and_deletes_itself_alone(is_open, register, api):
    told, other = register().json(), register().json()
    path, token = f"{PATH}/{told['client_id']}", by(told["registration_access_token"])
    changed = json.dumps({"client_name": "New", "redirect_uris": ["https://new.example/"]})

    assert api.get(path, **token).json()["client_name"] == "Agent"
    answer = api.put(path, changed, content_type="application/json", **token)
    assert answer.json()["redirect_uris"] == ["https://new.example/"]
    for wrong in ({}, by("x"), by(other["registration_access_token"])):
        assert api.get(path, **wrong).status_code == 401
        assert api.delete(path, **wrong).status_code == 401
    assert api.put(path, "{}", content_type="application/json", **token).status_code == 400
    assert api.delete(path, **token).status_code == 204
    assert api.get(path, **token).status_code == 401
    assert Application.objects.get().client_id == other["client_id"]


def test_it_needs_no_csrf_token(is_open, register):
    told = register().json()
    strict = APIClient(enforce_csrf_checks=True)

    answer = strict.delete(f"{PATH}/{told['client_id']}", **by(told["registration_access_token"]))

    assert answer.status_code == 204
    assert "Content-Type" not in answer


@pytest.mark.parametrize(
    ("changes", "is_kept"),
    [
        ({"client_name": "New"}, True),
        ({"redirect_uris": ["https://new.example/"]}, False),
    ],
)
def test_what_it_was_given_ends_with_another_address(
    alice, is_open, register, make_code, post_token, api, changes, is_kept
):
    told = register().json()
    client = Client(Application.objects.get(), "")
    address = told["redirect_uris"][0]
    code = make_code(client, alice, redirect_uri=address) | {"redirect_uri": address}
    held = post_token(client, **code).json()["refresh_token"]
    path, token = f"{PATH}/{client.id}", by(told["registration_access_token"])
    same = {"client_name": told["client_name"], "redirect_uris": told["redirect_uris"]}

    api.put(path, json.dumps(same | changes), content_type="application/json", **token)

    answer = post_token(client, grant_type="refresh_token", refresh_token=held)
    assert (answer.status_code == 200) == is_kept


@pytest.mark.parametrize(
    "made_of_it",
    [
        {"client_type": "confidential"},
        {"authorization_grant_type": "urn:ietf:params:oauth:grant-type:device_code"},
    ],
)
def test_what_an_administrator_made_of_it_is_theirs(is_open, register, api, made_of_it):
    told = register().json()
    Application.objects.update(**made_of_it)
    path, token = f"{PATH}/{told['client_id']}", by(told["registration_access_token"])

    put = api.put(path, json.dumps(METADATA), content_type="application/json", **token)

    assert [put.status_code, api.delete(path, **token).status_code] == [401, 401]
    assert Application.objects.filter(**made_of_it).exists()


def test_unused_ones_are_pruned(alice, is_open, register, make_client, make_access_token):
    make_client("authorization-code")
    unused, used = (register().json()["client_id"] for _ in range(2))
    make_access_token(alice, application=Application.objects.get(client_id=used))
    now = timezone.now()

    assert not clients.unused(now=now).exists()
    later = clients.unused(now=now + timedelta(days=31))
    assert [application.client_id for application in later] == [unused]


@pytest.mark.parametrize("mode", ["on", "token", ""])
def test_a_mode_that_cannot_work_is_reported(settings, mode):
    settings.CLIENT_REGISTRATION = mode

    assert "accounts.oauth.E003" in {found.id for found in run_checks(tags=["accounts"])}
