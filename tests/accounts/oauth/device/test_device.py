"""Programs without a browser: the person types their code on another device (RFC 8628)."""

import pytest
from oauth2_provider.models import AccessToken, DeviceGrant, RefreshToken

from accounts.oauth.device import codes
from tests.accounts.oauth.device.conftest import answer

pytestmark = pytest.mark.django_db


def test_a_person_allows_a_program_that_asks_meanwhile(alice, begin, poll, browser_as):
    begun = begin(scope="polls:read").json()
    assert poll(begun).json()["error"] == "authorization_pending"
    browser = browser_as(alice)

    asked = answer(browser, begun).content.decode()
    assert "Allow Television?" in asked
    assert "See polls and their results" in asked
    assert begun["user_code"] in asked
    allowed = answer(browser, begun, allow="yes").content.decode()
    assert "can act for you now" in allowed
    assert '<a class="button button-quiet" href="/accounts/credentials/">Access and' in allowed

    tokens = poll(begun).json()
    assert tokens["scope"] == "polls:read"
    assert AccessToken.objects.get().user == alice
    assert RefreshToken.objects.count() == 1
    assert not DeviceGrant.objects.exists()
    assert "Television" in browser.get("/accounts/credentials/").content.decode()


def test_the_codes_are_as_people_need_them(begin):
    begun = begin().json()

    assert len(begun["user_code"]) == 9
    assert not set(begun["user_code"]) & set("AEIOUY0123456789")
    assert begun["user_code"][4] == "-"
    assert begun["verification_uri"].endswith("/auth/device")
    assert begun["user_code"] in begun["verification_uri_complete"]
    assert not DeviceGrant.objects.filter(device_code=begun["device_code"]).exists()  # a digest


@pytest.mark.parametrize("spelling", [str.lower, lambda code: code.replace("-", " "), str.strip])
def test_a_code_is_typed_as_people_type(alice, begin, browser_as, spelling):
    begun = begin().json() | {}
    begun["user_code"] = spelling(begun["user_code"])

    assert "Allow Television?" in answer(browser_as(alice), begun).content.decode()


def test_a_link_fills_the_code_in_and_does_no_more(alice, begin, browser_as, client):
    url = begin().json()["verification_uri_complete"].partition("//")[2].partition("/")[2]

    page = browser_as(alice).get(f"/{url}").content.decode()

    assert "Continue</button>" in page
    assert "Allow" not in page.partition("<main")[2].partition("</main>")[0]
    assert client.get(f"/{url}")["Location"].startswith("/accounts/auth/?next=/auth/device")


def test_discovery_names_it(api):
    told = api.get("/.well-known/oauth-authorization-server").json()

    assert told["device_authorization_endpoint"].endswith("/auth/device-authorization")
    assert codes.GRANT_TYPE in told["grant_types_supported"]
