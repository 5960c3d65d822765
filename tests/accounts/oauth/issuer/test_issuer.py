"""One setting names this server, whatever ``Host`` a request carries."""

import pytest

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import FORM, encoded, redeeming
from tests.accounts.oauth.issuer.conftest import DOCUMENTS, ISSUER

pytestmark = pytest.mark.django_db


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
