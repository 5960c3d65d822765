"""One setting names this server, whatever ``Host`` a request carries."""

import pytest

from accounts.oauth import checks
from tests.accounts.oauth.conftest import FORM, encoded, redeeming
from tests.accounts.oauth.test_consent import ask, sent_back

pytestmark = pytest.mark.django_db

ISSUER = "https://polls.example"
HOSTS = ["testserver", "localhost", "127.0.0.1:6666", "localhost:8000"]
DOCUMENTS = [
    "/.well-known/oauth-authorization-server",
    "/.well-known/openid-configuration",
    "/auth/jwks",
]


@pytest.fixture(params=HOSTS)
def host(request, settings):
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    return request.param


@pytest.fixture
def named(oidc, settings):
    settings.ISSUER = ISSUER


@pytest.mark.parametrize("path", DOCUMENTS)
def test_discovery_is_made_of_the_issuer_alone(named, api, host, path):
    answer = api.get(path, HTTP_HOST=host)
    usual = api.get(path)

    assert answer.content == usual.content
    assert host.encode() not in answer.content
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_every_address_in_it_is_the_issuers(named, api):
    document = api.get(DOCUMENTS[0]).json()

    assert document["issuer"] == ISSUER
    addresses = [value for value in document.values() if str(value).startswith("http")]
    assert len(addresses) >= 7
    assert all(address.startswith(ISSUER) for address in addresses)


def test_a_code_and_its_tokens_tell_one_issuer_by_whatever_name_they_were_asked(
    named, alice, client_of_people, browser_as, api, read, host
):
    url = ask(client_of_people, scope="openid")
    answer = sent_back(browser_as(alice).post(url, {"allow": "yes"}, HTTP_HOST=host))
    body = encoded(client_of_people.credentials | redeeming(answer["code"]))
    tokens = api.post("/auth/token", body, content_type=FORM, HTTP_HOST="localhost").json()

    assert answer["iss"] == read(tokens["id_token"])["iss"] == ISSUER


def test_an_error_tells_it_too(named, alice, client_of_people, browser_as, host):
    url = ask(client_of_people, nonce="x" * 300)

    answer = sent_back(browser_as(alice).get(url, HTTP_HOST=host))

    assert answer["error"] == "invalid_request"
    assert answer["iss"] == ISSUER


@pytest.mark.parametrize(
    ("resource", "status"),
    [
        (ISSUER + "/accounts", 200),
        (ISSUER + "/polls", 401),
        ("http://testserver/accounts", 401),
        ("http://localhost/accounts", 401),
    ],
)
def test_a_token_for_one_resource_is_measured_by_it(
    named, alice, make_access_token, api, host, resource, status
):
    make_access_token(alice, scope="profile", resource=[resource])
    headers = {"Authorization": "Bearer an-access-token"}

    assert api.get("/accounts/api/me", headers=headers, HTTP_HOST=host).status_code == status


@pytest.mark.parametrize("path", DOCUMENTS[:2])
def test_without_the_setting_no_cache_keeps_what_a_host_header_said(oidc, settings, api, path):
    settings.ISSUER = ""

    assert api.get(path)["Cache-Control"] == "no-store"
    assert [warning.id for warning in checks.check_issuer()] == ["accounts.oauth.I001"]


def test_the_name_that_the_toolkit_has_for_it_does_as_well(oidc, settings, set_up, api):
    settings.ISSUER = ""
    set_up(OIDC_ISS_ENDPOINT=ISSUER)

    assert api.get(DOCUMENTS[0]).json()["issuer"] == ISSUER
    assert checks.check_issuer() == []


def test_a_key_that_is_set_twice_appears_once(oidc, set_up, api, key, old_key):
    again = key.strip() + "\n\n"  # the same key, not the same text
    set_up(OIDC_RSA_PRIVATE_KEYS_INACTIVE=[old_key, key, again, old_key])

    keys = api.get("/auth/jwks").json()["keys"]

    assert len(keys) == len({entry["kid"] for entry in keys}) == 2
    assert all("d" not in entry for entry in keys)
