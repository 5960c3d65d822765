"""Openid is asked for by applications that sign, where there is a key."""

import pytest

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import ISSUER

pytestmark = pytest.mark.django_db


def test_an_application_that_signs_nothing_cannot_ask_for_openid(
    oidc, alice, code_client, make_code, browser_as
):
    answer = sent_back(browser_as(alice).get(ask(code_client, scope="openid")))

    assert answer["error"] == "invalid_scope"


@pytest.mark.parametrize(
    ("claims", "told"), [('{"userinfo": {}}', "code"), ("[1]", "error"), ("{x", "error")]
)
def test_the_state_comes_back_whatever_is_claimed(
    alice, client_of_people, browser_as, claims, told
):
    url = ask(client_of_people, scope="openid", claims=claims)

    answer = sent_back(browser_as(alice).post(url, {"allow": "yes"}))

    assert answer[told]
    assert (answer["state"], answer["iss"]) == ("a-state", ISSUER)


@pytest.mark.parametrize("prompt", ["none", "none login"])
def test_silent_requests_with_openid(alice, client_of_people, browser_as, prompt):
    url = ask(client_of_people, scope="openid", prompt=prompt)

    assert sent_back(browser_as(alice).get(url))["error"] in {
        "consent_required",
        "invalid_request",
    }


@pytest.mark.parametrize("path", ["/auth/jwks", "/.well-known/openid-configuration"])
def test_without_a_key_it_is_off(api, path):
    response = api.get(path)

    assert response.status_code == 404
    assert "off" in response.json()["error_description"]
