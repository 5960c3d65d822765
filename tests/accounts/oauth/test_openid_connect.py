import json
from datetime import datetime

import pytest
from django.utils import timezone

from accounts.sessions.opening import OPENED
from tests.accounts.oauth.conftest import ISSUER, redeeming
from tests.accounts.oauth.test_consent import ask, sent_back

pytestmark = pytest.mark.django_db


ALL = "openid profile email polls:read"


def test_an_id_token_says_who_signed_in(alice, client_of_people, make_code, post_token, read):
    alice.first_name = "Alice"
    alice.save()
    code = make_code(client_of_people, alice, scope=ALL, nonce="a-nonce")

    claims = read(post_token(client_of_people, **code).json()["id_token"])

    assert claims["iss"] == ISSUER
    assert claims["aud"] == client_of_people.id
    assert claims["sub"] == str(alice.pk)
    assert claims["nonce"] == "a-nonce"
    assert claims["preferred_username"] == "alice"
    assert claims["exp"] - claims["iat"] <= 3600


def test_it_says_when_they_signed_in_in_this_browser(
    alice, client_of_people, browser_since, browser_as, post_token, read
):
    url = ask(client_of_people, scope="openid", claims='{"id_token": {"auth_time": null}}')
    browser = browser_since(alice, 3600)
    browser_as(alice)  # elsewhere, later

    answer = sent_back(browser.post(url, {"allow": "yes"}))
    tokens = post_token(client_of_people, **redeeming(answer["code"])).json()

    opened_at = datetime.fromisoformat(browser.session[OPENED]["at"])
    assert read(tokens["id_token"])["auth_time"] == int(opened_at.timestamp())


def test_it_does_not_say_when_where_that_is_not_known(
    alice, client_of_people, make_code, post_token, read
):
    alice.last_login = timezone.now()
    alice.save()
    first = post_token(client_of_people, **make_code(client_of_people, alice, scope=ALL)).json()
    refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = post_token(client_of_people, **refresh).json()

    for tokens in (first, second):
        assert "auth_time" not in read(tokens["id_token"])


def test_an_id_token_is_no_access_token(alice, client_of_people, make_code, post_token, api):
    code = make_code(client_of_people, alice, scope=ALL)
    raw = post_token(client_of_people, **code).json()["id_token"]

    response = api.get("/auth/userinfo", headers={"Authorization": f"Bearer {raw}"})

    assert response.status_code == 401


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", ["/auth/userinfo", "/auth/userinfo/"])
def test_userinfo_tells_what_the_scopes_allow(alice, make_access_token, api, method, path):
    make_access_token(alice, scope="openid email")

    response = getattr(api, method)(path, headers={"Authorization": "Bearer an-access-token"})

    assert response.json() == {
        "sub": str(alice.pk),
        "email": "alice@example.com",
        "email_verified": False,
    }
    assert "no-store" in response["Cache-Control"]


def test_userinfo_leaves_out_what_is_not_known(charlie, make_access_token, api):
    make_access_token(charlie, scope=ALL)

    about = api.get("/auth/userinfo", headers={"Authorization": "Bearer an-access-token"}).json()

    assert about == {"sub": str(charlie.pk), "preferred_username": "charlie", "zoneinfo": "UTC"}


@pytest.mark.parametrize(
    ("headers", "status", "error"),
    [
        ({}, 401, "invalid_request"),
        ({"Authorization": "Bearer wrong"}, 401, "invalid_token"),
        ({"Authorization": "Bearer an-access-token"}, 403, "insufficient_scope"),
    ],
)
def test_userinfo_refuses_in_the_shape_of_oauth(
    alice, make_access_token, api, headers, status, error
):
    make_access_token(alice, scope="profile")

    response = api.get("/auth/userinfo", headers=headers)

    assert response.status_code == status
    assert response.json()["error"] == error
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_userinfo_reads_no_token_from_the_address(alice, make_access_token, api):
    make_access_token(alice, scope=ALL)

    assert api.get("/auth/userinfo?access_token=an-access-token").status_code == 401


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


def test_both_keys_verify(oidc, api):
    response = api.get("/auth/jwks")

    assert len(response.json()["keys"]) == 2
    assert all(
        set(key) == {"alg", "use", "kid", "kty", "n", "e"} for key in response.json()["keys"]
    )


@pytest.mark.parametrize("path", ["/auth/jwks", "/.well-known/openid-configuration"])
def test_without_a_key_it_is_off(api, path):
    response = api.get(path)

    assert response.status_code == 404
    assert "off" in response.json()["error_description"]


# Metadata ----------------------------------------------------------------------

SERVER = "/.well-known/oauth-authorization-server"
OPENID = "/.well-known/openid-configuration"


@pytest.mark.parametrize("path", [SERVER, SERVER + "/"])
def test_the_metadata_tells_what_is_on(api, path):
    data = api.get(path).json()

    assert data["issuer"] == ISSUER
    assert data["token_endpoint"] == f"{ISSUER}/auth/token"
    assert data["response_types_supported"] == ["code"]
    assert data["code_challenge_methods_supported"] == ["S256"]
    assert data["authorization_response_iss_parameter_supported"] is True
    assert set(data["grant_types_supported"]) == {
        "authorization_code",
        "client_credentials",
        "password",
        "refresh_token",
        "urn:ietf:params:oauth:grant-type:device_code",
    }
    assert "openid" not in data["scopes_supported"]
    assert "jwks_uri" not in data
    assert "implicit" not in json.dumps(data)
    assert "plain" not in json.dumps(data)


@pytest.mark.parametrize("path", [SERVER, OPENID, OPENID + "/"])
def test_with_a_key_it_tells_of_openid_connect(oidc, api, path):
    data = api.get(path).json()

    assert data["jwks_uri"] == f"{ISSUER}/auth/jwks"
    assert data["userinfo_endpoint"] == f"{ISSUER}/auth/userinfo"
    assert data["id_token_signing_alg_values_supported"] == ["RS256"]
    assert "openid" in data["scopes_supported"]
    assert data["request_parameter_supported"] is False
    assert data["request_uri_parameter_supported"] is False


def test_every_address_in_it_answers(oidc, api):
    data = api.get(SERVER).json()
    addresses = [v for k, v in data.items() if k.endswith(("_endpoint", "_uri"))]

    assert len(addresses) == 8
    for address in addresses:
        assert api.get(address.removeprefix(ISSUER)).status_code != 404


@pytest.mark.parametrize("path", [SERVER, OPENID, "/auth/jwks", "/auth/jwks/"])
def test_it_is_only_read(oidc, browser, path):
    response = browser.post(path)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
