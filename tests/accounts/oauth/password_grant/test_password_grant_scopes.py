"""The password grant issues what was asked, whatever else the request carries."""

import pytest
from oauth2_provider.models import AccessToken

from tests.accounts.oauth.conftest import encoded
from tests.accounts.oauth.password_grant.test_password_grant import ALICE

pytestmark = pytest.mark.django_db


def test_a_session_in_the_browser_does_no_harm(alice, bob, password_client, browser_as):
    response = browser_as(bob).post(
        "/auth/token",
        encoded(password_client.credentials | ALICE),
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 200
    assert AccessToken.objects.get().user == alice


@pytest.mark.parametrize("header", ["Token stale", "Bearer stale", "Negotiate x"])
def test_a_stale_header_does_no_harm(alice, password_client, post_token, header):
    response = post_token(password_client, headers={"Authorization": header}, **ALICE)

    assert response.status_code == 200


def test_it_issues_what_was_asked_and_no_more(alice, sign_in):
    assert sign_in(alice, scope="polls:read")["scope"] == "polls:read"


@pytest.mark.parametrize("scope", ["openid", "polls:read openid"])
def test_a_scope_that_it_cannot_have_is_refused(alice, password_client, post_token, scope):
    response = post_token(password_client, scope=scope, **ALICE)

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_scope"
