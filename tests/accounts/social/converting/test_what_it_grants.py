"""A converted token grants what was asked, to its client and nobody's session."""

import pytest
from django.contrib.auth import get_user_model
from oauth2_provider.models import AccessToken

from tests.accounts.oauth.conftest import encoded

User = get_user_model()


@pytest.mark.parametrize(
    ("asked", "granted"),
    [
        (None, "polls:read polls:vote"),
        ("polls:read", "polls:read"),
        ("polls:write profile", "polls:write profile"),
    ],
)
def test_it_grants_what_was_asked_or_the_default(
    password_client, convert, token_of, asked, granted
):
    response = convert(password_client, token=token_of("dora"), scope=asked)

    assert response.json()["scope"] == granted


def test_a_public_client_names_itself(public_client, convert, token_of):
    response = convert(public_client, token=token_of("dora"))

    assert response.status_code == 200


def test_a_session_in_the_browser_does_no_harm(alice, password_client, browser_as, token_of):
    browser = browser_as(alice)
    data = password_client.credentials | {
        "grant_type": "convert_token",
        "backend": "demo",
        "token": token_of("dora"),
    }
    response = browser.post(
        "/auth/convert-token", encoded(data), content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 200
    assert AccessToken.objects.get().user.username == "dora"
    assert not alice.social_auth.exists()
