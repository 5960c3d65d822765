"""Userinfo tells what the scopes allow, and refuses in the shape of OAuth2."""

import pytest

from tests.accounts.oauth.openid.test_id_tokens import ALL

pytestmark = pytest.mark.django_db


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
