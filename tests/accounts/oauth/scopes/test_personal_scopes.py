"""An application learns about a person according to its scopes."""

import pytest

pytestmark = pytest.mark.django_db

ME, USERINFO = "/accounts/api/me", "/auth/userinfo"
BEARER = {"Authorization": "Bearer an-access-token"}


@pytest.mark.parametrize(
    ("path", "scope", "tells"),
    [
        (ME, "profile", False),
        (ME, "profile polls:read polls:vote polls:write openid", False),
        (ME, "profile email", True),
        (ME, "email profile", True),
        (ME, "profile emails", False),
        (USERINFO, "openid", False),
        (USERINFO, "openid profile", False),
        (USERINFO, "openid email", True),
    ],
)
def test_the_address_is_told_with_the_scope_email_alone(
    alice, make_access_token, api, path, scope, tells
):
    make_access_token(alice, scope=scope)

    answer = api.get(path, headers=BEARER)

    assert answer.status_code == 200
    assert ("alice@example.com" in answer.content.decode()) is tells
    assert ("email" in answer.json().get("user", answer.json())) is tells


@pytest.mark.parametrize("scope", ["email", "openid email", "polls:read"])
def test_the_scope_email_alone_does_not_open_the_profile(alice, make_access_token, api, scope):
    make_access_token(alice, scope=scope)

    assert api.get(ME, headers=BEARER).status_code == 403


def test_a_person_learns_their_own_address_by_every_scheme_of_theirs(alice, api_as, browser_as):
    assert api_as(alice).get(ME).json()["user"]["email"] == "alice@example.com"
    assert browser_as(alice).get(ME).json()["user"]["email"] == "alice@example.com"


@pytest.mark.parametrize("path", [ME, USERINFO])
def test_a_token_of_nobody_is_told_that_it_has_no_person(make_access_token, api, path):
    make_access_token(None, scope="openid profile email")

    answer = api.get(path, headers=BEARER)

    assert answer.status_code == 403
    assert "not to a person" in answer.content.decode()
