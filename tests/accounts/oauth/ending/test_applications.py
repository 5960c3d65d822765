"""Applications that can act as a person are listed."""

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
