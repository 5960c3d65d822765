"""No token is issued when access ends after the password was checked."""

import pytest
from django.contrib.auth import authenticate
from oauth2_provider.models import AccessToken

from tests.accounts.oauth.ending.test_end_of_access import set_password
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


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
