"""Requests as the Basic plan of OpenID's own suite sends them: a server, its secret, no PKCE."""

from datetime import timedelta

import pytest
from oauth2_provider.models import AccessToken, RefreshToken

from accounts.oauth import pkce
from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import CALLBACK

pytestmark = pytest.mark.django_db

PLAIN = {"scope": "openid", "code_challenge": None, "code_challenge_method": None}


@pytest.fixture
def relying_party(client_of_people):
    pkce.set_optional(client_of_people.application, is_so=True)
    return client_of_people


@pytest.fixture
def code_for(relying_party, browser_as, alice):
    """``code_for(max_age=1)``: the parameters of the token request, after Alice allowed it."""

    def make(**asked):
        browser = browser_as(alice)
        answer = sent_back(browser.post(ask(relying_party, **PLAIN | asked), {"allow": "yes"}))
        assert answer["state"] == "a-state"
        grant = {"grant_type": "authorization_code", "redirect_uri": CALLBACK}
        return grant | {"code": answer["code"]}

    return make


@pytest.fixture
def sign_on(code_for, relying_party, post_token, read, api):
    """``sign_on(nonce="n")``: the claims of the ID token, and those of userinfo."""

    def make(**asked):
        header = {"Authorization": relying_party.basic}
        tokens = post_token(headers=header, **code_for(**asked)).json()
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        return read(tokens["id_token"]), api.get("/auth/userinfo", headers=bearer).json()

    return make


@pytest.mark.parametrize(
    "parameter",
    [
        {"display": "page"},
        {"display": "popup"},
        {"login_hint": "bob@example.com"},
        {"ui_locales": "se"},
        {"claims_locales": "se"},
        {"extra": "foobar"},
    ],
    ids=str,
)
def test_a_parameter_that_is_not_heeded_changes_nothing(alice, sign_on, parameter):
    told, about = sign_on(**parameter)

    assert told["sub"] == about["sub"] == str(alice.pk)


def test_a_nonce_is_told_and_none_is_needed(sign_on):
    assert sign_on(nonce="a-nonce")[0]["nonce"] == "a-nonce"
    assert "nonce" not in sign_on()[0]


@pytest.mark.parametrize(
    ("scope", "claim"),
    [
        ("openid profile", "preferred_username"),
        ("openid email", "email"),
        ("email openid", "email"),
        ("profile email openid phone address", "email"),
    ],
)
def test_userinfo_tells_what_was_asked_for_in_any_order(sign_on, scope, claim):
    assert claim in sign_on(scope=scope)[1]


def test_the_parameters_may_come_in_any_order(relying_party, browser_as, alice):
    path, _, query = ask(relying_party, **PLAIN | {"scope": "email openid"}).partition("?")
    turned = "&".join(reversed(query.split("&")))
    assert turned != query

    browser = browser_as(alice)
    assert sent_back(browser.post(f"{path}?{turned}", {"allow": "yes"}))["code"]


def test_max_age_is_kept_and_auth_time_told(sign_on):
    told, _about = sign_on(max_age="10000")

    assert 0 <= told["iat"] - told["auth_time"] <= 10000


def test_the_secret_may_be_in_the_body(relying_party, code_for, post_token):
    assert post_token(relying_party, **code_for()).status_code == 200


def test_a_code_is_refused_and_revokes_half_a_minute_later_too(relying_party, code_for, post_token):
    code = code_for()
    post_token(relying_party, **code)
    for model in (AccessToken, RefreshToken):
        for token in model.objects.all():
            model.objects.update(created=token.created - timedelta(seconds=30))

    assert post_token(relying_party, **code).json()["error"] == "invalid_grant"
    assert not AccessToken.objects.exists()
