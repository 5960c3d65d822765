"""A person ends the access of an application, and nobody else does."""

import pytest
from oauth2_provider.models import AccessToken, RefreshToken

from tests.accounts.oauth.ending.test_applications import URL

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slash", ["", "/"])
def test_revoking_ends_its_access_and_not_that_of_others(
    alice, bob, sign_in, password_client, api_as, slash
):
    sign_in(alice)
    sign_in(bob)

    response = api_as(alice).delete(f"{URL}/{password_client.application.pk}{slash}")

    assert response.status_code == 204
    assert AccessToken.objects.get().user == bob
    assert RefreshToken.objects.get(revoked=None).user == bob


@pytest.mark.parametrize("pk", ["0", "999999999999999999", "9" * 30, "x"])
def test_what_is_not_there_cannot_be_revoked(alice, api_as, pk):
    assert api_as(alice).delete(f"{URL}/{pk}").status_code == 404


def test_charlie_can_revoke_nothing_of_alice(alice, charlie, sign_in, password_client, api_as):
    sign_in(alice)

    response = api_as(charlie).delete(f"{URL}/{password_client.application.pk}")

    assert response.status_code == 404
    assert AccessToken.objects.exists()


@pytest.mark.parametrize("method", ["get", "delete"])
def test_an_application_can_neither_list_nor_revoke(alice, sign_in, password_client, api, method):
    headers = {"Authorization": f"Bearer {sign_in(alice)['access_token']}"}
    path = URL if method == "get" else f"{URL}/{password_client.application.pk}"

    assert getattr(api, method)(path, headers=headers).status_code == 403


def test_the_page_lists_and_revokes_them(alice, sign_in, password_client, browser_as):
    sign_in(alice)
    browser = browser_as(alice)

    page = browser.get("/accounts/credentials/").content.decode()
    assert "Pollster" in page
    assert "Vote in your name" in page

    pk = password_client.application.pk
    response = browser.post(f"/accounts/credentials/applications/{pk}/revoke/")
    assert response["Location"] == "/accounts/credentials/"
    assert not AccessToken.objects.exists()
    assert "no application can act as you" in browser.get(response["Location"]).content.decode()
