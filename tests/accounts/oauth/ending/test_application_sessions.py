"""An application ends its own access, and its person that of any."""

import pytest
from oauth2_provider.models import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db


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
