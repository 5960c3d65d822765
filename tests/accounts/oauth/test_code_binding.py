"""A code is bound to its verifier (RFC 7636) and to its address (RFC 6749 §4.1.3)."""

import base64
import hashlib

import pytest
from oauth2_provider.models import AccessToken, Grant

from tests.accounts.oauth.conftest import CALLBACK, VERIFIER, redeeming
from tests.accounts.oauth.test_consent import ask

pytestmark = pytest.mark.django_db


def challenge_of(verifier):
    digest = hashlib.sha256(verifier.encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


GOOD = ["a" * 43, "a" * 128, "-._~" * 11, "A0z9" * 11 + "~"]
BAD = [
    "a",
    "a" * 42,
    "a" * 129,
    "a" * 4000,
    "a" * 42 + " ",
    "a" * 42 + "+",
    "a" * 42 + "/",
    "a" * 42 + "=",
    "a" * 43 + "\n",
    "\n" + "a" * 43,
    "a" * 42 + "é",
    "\u0430" * 43,  # a Cyrillic a
    "a" * 42 + "٣",
    "a" * 42 + "\0",
    "a" * 42 + "%",
]


@pytest.mark.parametrize(
    ("verifier", "is_good"), [(v, True) for v in GOOD] + [(v, False) for v in BAD]
)
def test_a_verifier_has_the_form_of_the_rfc(
    alice, public_client, make_code, post_token, verifier, is_good
):
    """Each challenge is the hash of its verifier: the form alone decides."""
    code = make_code(public_client, alice)
    Grant.objects.update(code_challenge=challenge_of(verifier))

    response = post_token(public_client, **code | {"code_verifier": verifier})

    if is_good:
        assert response.status_code == 200
    else:
        assert response.status_code == 400
        assert response.json()["error"] == "invalid_request"
        assert "code_verifier" in response.json()["error_description"]
        assert Grant.objects.exists()  # not spent: the client can mend its mistake


@pytest.mark.parametrize(
    ("verifier", "error"),
    [("b" * 43, "invalid_grant"), (VERIFIER.upper(), "invalid_grant"), ("", "invalid_request")],
)
def test_one_that_does_not_fit_is_named(
    alice, public_client, make_code, post_token, verifier, error
):
    code = make_code(public_client, alice) | {"code_verifier": verifier}

    response = post_token(public_client, **code)

    assert response.json()["error"] == error
    assert "code_verifier" in response.json()["error_description"]


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
