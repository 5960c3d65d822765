"""Each end of access ends the tokens of applications."""

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone
from oauth2_provider.models import AccessToken, Grant, RefreshToken

from accounts import credentials
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def deactivate(user, browser_as, ada):
    user.is_active = False
    user.save()


def set_password(user, browser_as, ada):
    user.set_password("another correct horse")
    user.save()


def sign_out_everywhere(user, browser_as, ada):
    browser_as(user).post("/accounts/credentials/end/")


def deactivate_in_the_admin(user, browser_as, ada):
    """Save the form as it is shown, with one box unticked."""
    browser, url = browser_as(ada), f"/admin/accounts/user/{user.pk}/change/"
    shown = browser.get(url).context["adminform"].form.initial
    fields = {"username": shown["username"], "email": shown["email"], "time_zone": "UTC"}
    browser.post(url, fields | {"date_joined_0": "2026-01-01", "date_joined_1": "00:00"})


@pytest.mark.parametrize(
    "end", [deactivate, set_password, sign_out_everywhere, deactivate_in_the_admin]
)
def test_it_ends(
    alice,
    bob,
    ada,
    sign_in,
    make_code,
    public_client,
    password_client,
    post_token,
    api,
    browser_as,
    end,
):
    granted = sign_in(alice)
    sign_in(bob)
    code = make_code(public_client, alice)

    end(alice, browser_as, ada)

    headers = {"Authorization": f"Bearer {granted['access_token']}"}
    assert api.get("/accounts/api/me", headers=headers).status_code == 401
    refreshed = post_token(
        password_client, grant_type="refresh_token", refresh_token=granted["refresh_token"]
    )
    assert refreshed.json()["error"] == "invalid_grant"
    assert post_token(public_client, **code).json()["error"] == "invalid_grant"
    assert AccessToken.objects.get().user == bob
    assert RefreshToken.objects.get(revoked=None).user == bob
    assert not Grant.objects.exists()


def test_no_token_is_issued_when_access_ends_after_the_password_was_checked(
    alice, password_client, post_token, monkeypatch
):
    def then_changed(request, **given):
        user = authenticate(request, **given)
        set_password(type(user).objects.get(pk=user.pk), None, None)
        return user

    monkeypatch.setattr("accounts.oauth.clients.authenticate", then_changed)

    response = post_token(
        password_client, grant_type="password", username="alice", password=PASSWORD
    )

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_grant"
    assert not AccessToken.objects.exists()


def test_what_ended_is_counted(alice, sign_in):
    sign_in(alice)

    ended = credentials.end_access(alice, now=timezone.now())

    assert ended["refresh_tokens"] == ended["access_tokens"] == 1


# /auth/invalidate-sessions ------------------------------------------------------


@pytest.mark.parametrize("path", ["/auth/invalidate-sessions", "/auth/invalidate-sessions/"])
def test_an_application_ends_its_own_access(alice, bob, sign_in, password_client, api, path):
    granted = sign_in(alice)
    sign_in(alice)
    sign_in(bob)
    headers = {"Authorization": f"Bearer {granted['access_token']}"}

    response = api.post(path, {"client_id": password_client.id}, headers=headers)

    assert response.status_code == 204
    assert AccessToken.objects.get().user == bob
    assert RefreshToken.objects.get(revoked=None).user == bob


def test_it_cannot_end_that_of_another(alice, sign_in, public_client, api):
    headers = {"Authorization": f"Bearer {sign_in(alice)['access_token']}"}

    response = api.post(
        "/auth/invalidate-sessions", {"client_id": public_client.id}, headers=headers
    )

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"
    assert AccessToken.objects.exists()


def test_the_person_can_end_any(alice, sign_in, password_client, api_as):
    sign_in(alice)

    response = api_as(alice).post("/auth/invalidate-sessions", {"client_id": password_client.id})

    assert response.status_code == 204
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("body", [[], None, "x", 1, {}, {"client_id": [1]}, {"client_id": "\0"}])
def test_a_body_that_names_no_client_is_refused(alice, api_as, body):
    response = api_as(alice).post("/auth/invalidate-sessions", body, format="json")

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"


def test_a_machine_has_no_sessions(machine, make_access_token, api):
    make_access_token(None)

    response = api.post(
        "/auth/invalidate-sessions",
        {"client_id": machine.id},
        headers={"Authorization": "Bearer an-access-token"},
    )

    assert response.status_code == 403


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_a_stranger_is_refused(api, headers):
    response = api.post("/auth/invalidate-sessions", {"client_id": "x"}, headers=headers)

    assert response.status_code == 401
