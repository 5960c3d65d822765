"""``acr`` and ``amr`` say how surely it is known who signed in."""

import pytest
from django.test import Client

from accounts.sessions import methods
from tests.accounts.oauth.levels.conftest import BOTH, PASSWORD_ONLY, id_token
from tests.accounts.second_factor.conftest import code, factor  # noqa: F401
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("proofs", "acr"),
    [([], "1"), (PASSWORD_ONLY, "1"), (BOTH, "2"), ([*methods.PASSKEY, methods.SEVERAL], "2")],
)
def test_an_id_token_tells_how_the_person_signed_in(
    client_of_people, signed_in_by, post_token, read, proofs, acr
):
    claims = id_token(client_of_people, signed_in_by(proofs), post_token, read)

    assert claims["acr"] == acr
    assert claims.get("amr", []) == proofs
    assert claims["auth_time"] <= claims["iat"]


def test_a_refreshed_one_does_not(alice, allowed, client_of_people, make_code, post_token, read):
    first = post_token(
        client_of_people, **make_code(client_of_people, alice, code="2", scope="openid")
    ).json()
    refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}

    claims = read(post_token(client_of_people, **refresh).json()["id_token"])

    assert not {"acr", "amr"} & set(claims)


def test_a_password_signs_in_by_one_factor(alice, client_of_people, post_token, read):
    browser = Client()
    browser.post("/accounts/login/", {"username": "alice", "password": PASSWORD})

    claims = id_token(client_of_people, browser, post_token, read)

    assert (claims["acr"], claims["amr"]) == ("1", PASSWORD_ONLY)


def in_two_steps(browser):
    browser.post("/accounts/login/", {"username": "alice", "password": PASSWORD})
    browser.post("/accounts/second-factor/sign-in/", {"otp": code()})


def at_once(browser):
    body = {"username": "alice", "password": PASSWORD, "otp": code()}
    browser.post("/accounts/login/", body, content_type="application/json")


@pytest.mark.parametrize("sign_in", [in_two_steps, at_once])
def test_a_password_and_a_code_by_two(alice, factor, client_of_people, post_token, read, sign_in):  # noqa: F811
    browser = Client()
    sign_in(browser)

    claims = id_token(client_of_people, browser, post_token, read)

    assert (claims["acr"], claims["amr"]) == ("2", BOTH)


def test_discovery_tells_the_levels(oidc, api):
    data = api.get("/.well-known/openid-configuration").json()

    assert data["acr_values_supported"] == ["1", "2"]
    assert data["claims_parameter_supported"] is True
    assert {"acr", "amr", "auth_time"} <= set(data["claims_supported"])
