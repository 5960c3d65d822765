"""A client id may be the address of a document that describes the program."""

import pytest
from django.core.cache import cache
from oauth2_provider.models import Application

from accounts.oauth.registration import fetching
from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import CALLBACK

pytestmark = pytest.mark.django_db

ADDRESS = "https://agent.example/client.json"
DOCUMENT = {"client_id": ADDRESS, "client_name": "Agent", "redirect_uris": [CALLBACK]}


class Client:
    id = ADDRESS


@pytest.fixture
def serve(set_up, monkeypatch):
    """``serve(document)``: what the address answers; returns the list of calls to it."""
    cache.clear()  # of addresses that the toolkit leaves alone for a while, after a fault

    def answer(document):
        calls = []

        class Fetcher:
            def fetch(self, client_id):
                calls.append(client_id)
                return document, 300

        set_up(CIMD_METADATA_FETCHER=Fetcher)
        return calls

    return answer


def test_a_program_nobody_registered_is_allowed(alice, serve, browser_as, api):
    calls = serve(DOCUMENT)
    browser = browser_as(alice)

    page = browser.get(ask(Client)).content.decode()
    assert "Allow Agent?" in page
    assert "<strong>agent.example</strong> describes this program. It is not verified" in page
    assert sent_back(browser.post(ask(Client), {"allow": "yes"}))["code"]
    assert calls == [ADDRESS]  # and is kept
    application = Application.objects.get()
    assert application.client_type == "public"
    told = api.get("/.well-known/oauth-authorization-server").json()
    assert told["client_id_metadata_document_supported"] is True


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "https://elsewhere.example/client.json"},
        {"redirect_uris": ["http://client.example/"]},
        {"redirect_uris": ["javascript:alert(1)"]},
        {"token_endpoint_auth_method": "client_secret_basic"},
        {"client_secret": "x" * 40},
        {"grant_types": ["password"]},
        {"client_name": "\u202eevil"},
    ],
)
def test_a_document_that_cannot_be_sends_nobody_anywhere(alice, serve, browser_as, changes):
    serve(DOCUMENT | changes)

    assert browser_as(alice).get(ask(Client)).status_code == 400
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://localhost/client.json", "no public name"),
        ("https://metadata/client.json", "no public name"),
        ("https://agent.example./client.json", "no public name"),
        ("https://a_b.example/client.json", "no public name"),
        ("https://127.0.0.1/client.json", "no public address"),
        ("https://127.1/client.json", "no public address"),
        ("https://2130706433/client.json", "no public address"),
        ("https://10.0.0.1/client.json", "no public address"),
        ("https://224.0.0.1/client.json", "no public address"),
        ("https://169.254.169.254/latest/meta-data", "no public address"),
        ("https://[::1]/client.json", "no public address"),
        ("https://[::127.0.0.1]/client.json", "no public address"),
        ("https://[::ffff:127.0.0.1]/client.json", "no public address"),
        ("https://[64:ff9b::7f00:1]/client.json", "no public address"),
        ("https://[64:ff9b:1::a00:1]/client.json", "no public address"),
        ("https://[2002:7f00:1::]/client.json", "no public address"),
        ("https://[fe80::1]/client.json", "no public address"),
        ("https://[ff0e::1]/client.json", "no public address"),
        ("https://[v1.x]/client.json", "no public address"),
        ("https://[::1/client.json", "cannot be read"),
        ("https://agent.example:99999/client.json", "cannot be read"),
        ("https://agent.example:/client.json", "port"),
        ("https://agent.example:0/client.json", "port"),
        ("https://agent.example:25/client.json", "port"),
        ("https://@agent.example/client.json", "no user name"),
        ("https://user@agent.example/client.json", "no user name"),
        ("https://agent.example/client.json#", "no fragment"),
        ("https://agent.example", "path"),
        ("https://agent.example/../client.json", "path"),
        ("https://agent.example/%2e/client.json", "path"),
        ("https://agent.example/a b", "percent-encoded"),
        ("https://bücher.example/client.json", "percent-encoded"),
        ("HTTPS://agent.example/client.json", "small letters"),
        ("https://agent.example/" + "x" * 255, "at most 255"),
    ],
)
def test_an_address_that_leads_inside_is_not_called(
    alice, browser_as, monkeypatch, caplog, address, said
):
    monkeypatch.setattr(fetching.socket, "getaddrinfo", pytest.fail)
    monkeypatch.setattr(fetching.socket, "create_connection", pytest.fail)

    response = browser_as(alice).get(ask(Client, client_id=address))

    assert response.status_code == 400
    assert said in response.content.decode()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_the_token_endpoint_says_so_too(db, post_token):
    response = post_token(grant_type="authorization_code", code="x", client_id="https://[::1]/c")

    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")
    assert "no public address" in response.json()["error_description"]


def test_one_caller_has_so_many_fetched(alice, serve, browser_as):
    calls = serve(None)
    browser = browser_as(alice)

    statuses = [
        browser.get(ask(Client, client_id=f"{ADDRESS}?{number}")).status_code
        for number in range(31)
    ]

    assert statuses == [400] * 30 + [429]
    assert len(calls) == 30


@pytest.mark.parametrize("is_known", [False, True])
def test_it_can_be_turned_off(
    alice, set_up, serve, make_client, browser_as, api, post_token, is_known
):
    calls = serve(DOCUMENT)
    if is_known:
        kept = {"client_id": ADDRESS, "registration_source": "cimd"}
        make_client("authorization-code", "public", **kept)
    set_up(CIMD_ENABLED=False)

    assert browser_as(alice).get(ask(Client)).status_code == 400
    refresh = {"grant_type": "refresh_token", "refresh_token": "x", "client_id": ADDRESS}
    assert post_token(**refresh).json()["error"] == "invalid_client"
    assert not calls
    told = api.get("/.well-known/oauth-authorization-server").json()
    assert "client_id_metadata_document_supported" not in told
