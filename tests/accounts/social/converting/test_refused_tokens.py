"""A token of another site, or of somebody who may not come in, is refused."""

import pytest
from django.contrib.auth import get_user_model

User = get_user_model()


def test_a_forged_token_is_refused(password_client, convert):
    response = convert(password_client, token="forged")

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")


def test_a_token_made_for_another_site_is_refused(password_client, convert, token_of):
    response = convert(password_client, token=token_of("dora", client="another-site"))

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
    assert not User.objects.exists()


def test_a_deactivated_user_is_refused(password_client, convert, token_of):
    convert(password_client, token=token_of("dora"))
    dora = User.objects.get()
    dora.is_active = False
    dora.save()

    response = convert(password_client, token=token_of("dora"))

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
    assert response.json()["error_description"] == "User inactive or deleted."


def test_an_address_that_is_taken_is_told(make_user, password_client, convert, token_of):
    make_user("theodora", email="DORA@example.com")

    response = convert(password_client, token=token_of("dora"))

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
    assert "sign in" in response.json()["error_description"]
    assert User.objects.count() == 1


@pytest.mark.usefixtures("_no_calls")
@pytest.mark.parametrize(
    "path", ["/polls/api/questions", "/accounts/api/me", "/accounts/api/tokens", "/auth/userinfo"]
)
def test_a_providers_token_as_bearer_is_refused_and_no_call_goes_out(api, demo_provider, db, path):
    response = api.get(path, headers={"Authorization": "Bearer demo a-token-of-the-provider"})

    assert response.status_code == 401
    assert "Bearer" in response["WWW-Authenticate"]
