"""A code is bound to the address that it was sent to (RFC 6749 §4.1.3)."""

import pytest
from oauth2_provider.models import AccessToken, Grant

from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import CALLBACK, redeeming

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("at_authorize", "at_token", "status", "error"),
    [
        (CALLBACK, CALLBACK, 200, None),
        (CALLBACK, None, 400, "invalid_request"),
        (CALLBACK, "", 400, "invalid_request"),
        (CALLBACK, CALLBACK + "/", 400, "invalid_grant"),
        (CALLBACK, "https://evil.example/", 400, "invalid_grant"),
        (None, None, 200, None),
        (None, "", 200, None),
        (None, CALLBACK, 200, None),
        (None, "https://evil.example/", 400, "invalid_grant"),
        ("", None, 200, None),
    ],
)
def test_an_address_that_was_told_is_told_again(
    alice, code_client, browser_as, post_token, at_authorize, at_token, status, error
):
    url = ask(code_client, redirect_uri=at_authorize)
    browser_as(alice).post(url, {"allow": "yes"})
    data = redeeming(Grant.objects.get().code) | {"redirect_uri": at_token}
    data = {name: value for name, value in data.items() if value is not None}

    response = post_token(code_client, **data)

    assert response.status_code == status
    if error:
        assert response.json()["error"] == error
        assert "redirect_uri" in response.json()["error_description"]
        assert not AccessToken.objects.exists()


def test_with_several_addresses_one_is_named(alice, make_client, browser_as):
    client = make_client(
        "authorization-code", redirect_uris=f"{CALLBACK} https://client.example/other"
    )

    assert browser_as(alice).get(ask(client, redirect_uri=None)).status_code == 400
    assert browser_as(alice).get(ask(client)).status_code == 200


@pytest.mark.parametrize("redirect_uri", [None, ""])
def test_openid_connect_asks_for_it_and_goes_nowhere_without(
    alice, client_of_people, browser_as, redirect_uri
):
    response = browser_as(alice).get(
        ask(client_of_people, scope="openid", redirect_uri=redirect_uri)
    )

    assert response.status_code == 400
    assert "OpenID Connect asks for a redirect_uri" in response.content.decode()
