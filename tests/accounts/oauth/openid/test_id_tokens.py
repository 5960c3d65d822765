"""An ID token says who signed in, and when."""

from datetime import datetime

import pytest
from django.utils import timezone

from accounts.sessions.opening import OPENED
from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import ISSUER, redeeming

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


def test_both_keys_verify(oidc, api):
    response = api.get("/auth/jwks")

    assert len(response.json()["keys"]) == 2
    assert all(
        set(key) == {"alg", "use", "kid", "kty", "n", "e"} for key in response.json()["keys"]
    )
