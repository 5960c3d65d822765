"""Which applications can act as me, and how I end that."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db

URL = "/accounts/api/applications"


@pytest.mark.parametrize("path", [URL, URL + "/"])
def test_they_are_listed(alice, bob, sign_in, password_client, api_as, path):
    sign_in(alice, scope="polls:read")
    sign_in(alice, scope="profile polls:read")

    (listed,) = api_as(alice).get(path).json()

    assert listed["name"] == "Pollster"
    assert listed["client_id"] == password_client.id
    assert set(listed["scopes"]) == {"polls:read", "profile"}
    assert api_as(bob).get(path).json() == []


def test_one_that_can_only_refresh_is_listed(alice, sign_in, api_as):
    sign_in(alice)
    AccessToken.objects.update(expires=timezone.now() - timedelta(days=1))

    assert len(api_as(alice).get(URL).json()) == 1


def test_one_whose_access_has_ended_is_not(alice, sign_in, api_as):
    sign_in(alice)
    RefreshToken.objects.get().revoke()

    assert api_as(alice).get(URL).json() == []


def test_listing_costs_the_same_however_many(
    alice, make_client, make_access_token, api_as, django_assert_num_queries
):
    for number in range(5):
        client = make_client("password", name=f"Application {number}")
        make_access_token(alice, raw=str(number), application=client.application)
    api = api_as(alice)
    api.get(URL)

    with django_assert_num_queries(2):  # who is it, what is theirs
        assert len(api.get(URL).json()) == 5


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
