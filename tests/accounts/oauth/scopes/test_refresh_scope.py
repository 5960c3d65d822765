"""A refresh may ask for less, and the refresh token keeps what was granted (RFC 6749 §6)."""

import pytest
from oauth2_provider.models import AccessToken, RefreshToken

from accounts.oauth import connections
from accounts.oauth.models import RefreshScope
from tests.accounts.oauth.asking import ask

pytestmark = pytest.mark.django_db

GRANTED = "polls:read polls:vote profile"


@pytest.fixture
def refresh(alice, sign_in, post_token, password_client):
    """``refresh(scope=…)``: one refresh after the other, each with the newest token."""
    newest = sign_in(alice, scope=GRANTED)

    def again(**data):
        nonlocal newest
        response = post_token(
            password_client,
            grant_type="refresh_token",
            refresh_token=newest["refresh_token"],
            **data,
        )
        newest = response.json() if response.status_code == 200 else newest
        return response

    return again


@pytest.mark.parametrize(
    "asked",
    [
        ["polls:read", None],
        ["polls:read", "polls:vote", None],
        ["polls:read", "polls:vote profile", "polls:read polls:vote"],
        ["profile", GRANTED, "polls:vote", None],
        [None, "polls:read", "polls:read", "polls:read", None],
        ["profile polls:vote polls:read", None],
    ],
)
def test_a_narrow_token_does_not_narrow_the_next_one(refresh, asked):
    for scope in asked:
        answer = refresh(**{"scope": scope} if scope else {})

        assert answer.status_code == 200
        assert set(answer.json()["scope"].split()) == set((scope or GRANTED).split())


@pytest.mark.parametrize("wider", ["polls:write", "polls:read polls:write", "openid", "email"])
def test_nothing_widens_it(refresh, wider):
    refresh(scope="polls:read")

    answer = refresh(scope=wider)

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_scope"


def test_the_narrow_token_can_do_less(refresh, api):
    key = refresh(scope="polls:read").json()["access_token"]

    response = api.get("/accounts/api/me", headers={"Authorization": f"Bearer {key}"})

    assert response.status_code == 403
    assert 'scope="profile"' in response["WWW-Authenticate"]


def test_the_person_is_shown_what_the_application_can_fetch(alice, refresh, api_as):
    refresh(scope="polls:read")

    (shown,) = api_as(alice).get("/accounts/api/applications").json()

    assert set(shown["scopes"]) == set(GRANTED.split())


def test_introspection_tells_the_scope_of_each(refresh, post_token, password_client):
    tokens = refresh(scope="polls:read").json()

    def scope_of(token):
        answer = post_token(password_client, "/auth/introspect", token=token)
        return set(answer.json()["scope"].split())

    assert scope_of(tokens["access_token"]) == {"polls:read"}
    assert scope_of(tokens["refresh_token"]) == set(GRANTED.split())


def test_consent_is_remembered_for_all_that_was_granted(
    alice, code_client, make_code, post_token, browser_as
):
    first = post_token(code_client, **make_code(code_client, alice)).json()
    narrow = {"grant_type": "refresh_token", "scope": "polls:read"}
    post_token(code_client, refresh_token=first["refresh_token"], **narrow)

    assert "code=" in browser_as(alice).get(ask(code_client)).get("Location", "")


def test_one_row_is_kept_at_a_time_and_goes_with_its_token(alice, refresh, password_client):
    for scope in ["polls:read", "polls:vote", "polls:read"]:
        refresh(scope=scope)
    assert RefreshScope.objects.filter(refresh_token__revoked=None).count() == 1

    RefreshToken.objects.all().delete()

    assert not RefreshScope.objects.exists()


def test_what_ends_the_access_ends_this(alice, refresh, password_client):
    refresh(scope="polls:read")
    RefreshToken.objects.get(revoked=None).revoke()

    assert not AccessToken.objects.exists()
    assert refresh().json()["error"] == "invalid_grant"
    assert not connections.has_access(
        password_client.application, alice, ["polls:read"], resources=[], now=alice.date_joined
    )
