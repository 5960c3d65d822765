"""A provider's token becomes tokens of this site."""

import pytest
from django.contrib.auth import get_user_model
from oauth2_provider.models import AccessToken, RefreshToken

User = get_user_model()


@pytest.mark.parametrize("path", ["/auth/convert-token", "/auth/convert-token/"])
def test_a_token_of_a_stranger_makes_a_user_and_signs_them_in(
    password_client, convert, api, token_of, path
):
    response = convert(password_client, path, token=token_of("dora"))

    assert response.status_code == 200, response.content
    assert response["Cache-Control"] == "no-store"
    issued = response.json()
    assert issued["token_type"] == "Bearer"
    assert issued["expires_in"] <= 3600
    dora = User.objects.get()
    assert (dora.username, dora.email) == ("dora", "dora@example.com")
    assert dora.last_login
    bearer = {"Authorization": f"Bearer {issued['access_token']}"}
    assert api.get("/polls/api/questions", headers=bearer).status_code == 200


def test_json_and_client_basic_do_as_well(password_client, api, token_of):
    response = api.post(
        "/auth/convert-token",
        {"grant_type": "convert_token", "backend": "demo", "token": token_of("dora")},
        format="json",
        headers={"Authorization": password_client.basic},
    )

    assert response.status_code == 200


def test_browser_and_app_meet_the_same_user(password_client, convert, token_of, come_back, visitor):
    come_back(visitor, "dora")
    convert(password_client, token=token_of("dora"))

    assert User.objects.count() == 1


def test_what_it_issues_is_hashed_and_refreshed_like_any_other(
    password_client, convert, post_token, token_of
):
    issued = convert(password_client, token=token_of("dora")).json()

    rows = [*AccessToken.objects.values_list("token"), *RefreshToken.objects.values_list("token")]
    assert issued["access_token"] not in str(rows)
    assert issued["refresh_token"] not in str(rows)
    again = {"grant_type": "refresh_token", "refresh_token": issued["refresh_token"]}
    assert post_token(password_client, **again).status_code == 200
    assert post_token(password_client, **again).json()["error"] == "invalid_grant"
