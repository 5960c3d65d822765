"""Scopes that do not apply are told to the application, with those that do."""

import pytest

from tests.accounts.oauth.asking import ask, sent_back
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["openid", "openid polls:read", "offline_access openid"])
@pytest.mark.parametrize("is_on", [True, False])
def test_an_application_that_cannot_have_an_id_token_is_told_why(
    request, alice, code_client, browser_as, post_token, password_client, asked, is_on
):
    if is_on:
        request.getfixturevalue("oidc")
    why = "signs no ID tokens" if is_on else "OpenID Connect is off"

    answer = sent_back(browser_as(alice).get(ask(code_client, scope=asked)))
    by_password = post_token(
        password_client, grant_type="password", username="alice", password=PASSWORD, scope=asked
    ).json()

    for told in (answer, by_password):
        assert told["error"] == "invalid_scope"
        assert why in told["error_description"]


def test_where_no_default_applies_the_known_ones_are_named(alice, code_client, browser_as, set_up):
    set_up(DEFAULT_SCOPES=[])

    for asked in ["offline_access", None]:
        answer = sent_back(browser_as(alice).get(ask(code_client, scope=asked)))

        assert answer["error"] == "invalid_scope"
        assert "polls:write" in answer["error_description"]


def test_a_scope_that_was_taken_out_of_the_settings_is_lost_at_refresh(
    alice, sign_in, post_token, password_client, set_up, settings
):
    first = sign_in(alice, scope="polls:read polls:write")
    left = {k: v for k, v in settings.OAUTH2_PROVIDER["SCOPES"].items() if k != "polls:write"}
    set_up(SCOPES=left)

    refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}

    assert post_token(password_client, **refresh).json()["scope"] == "polls:read"
