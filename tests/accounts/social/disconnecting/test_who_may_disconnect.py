"""The person disconnects, by credentials that may."""

import pytest
from django.contrib.auth import get_user_model
from oauth2_provider.models import AccessToken
from social_django.models import UserSocialAuth

User = get_user_model()


def test_anothers_is_not_found_by_the_api(alice, bob, connect, api_as):
    account = connect(bob, "bob-there")

    response = api_as(alice).post(
        "/auth/disconnect-backend", {"backend": "demo", "association_id": account.pk}
    )

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("caller", "status"),
    [
        ("nobody", 401),
        ("token", 204),
        ("session without csrf", 403),
        ("application trusted with passwords", 204),
        ("other application", 403),
        ("application that acts for nobody", 403),
    ],
)
def test_who_may_disconnect(
    caller, status, alice, connect, api, api_as, browser, make_client, make_access_token
):
    connect(alice, "alice-there")
    grants = {
        "application trusted with passwords": "password",
        "other application": "authorization-code",
        "application that acts for nobody": "client-credentials",
    }
    if caller == "token":
        api = api_as(alice)
    elif caller == "session without csrf":
        browser.force_login(alice)
        api = browser
    elif grant := grants.get(caller):
        user = None if grant == "client-credentials" else alice
        make_access_token(user, application=make_client(grant).application)
        assert AccessToken.objects.exists()
        api.credentials(HTTP_AUTHORIZATION="Bearer an-access-token")

    response = api.post("/auth/disconnect-backend", {"backend": "demo"})

    assert response.status_code == status
    assert UserSocialAuth.objects.exists() == (status != 204)
