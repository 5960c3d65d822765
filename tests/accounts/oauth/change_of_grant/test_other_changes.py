"""A change of something else ends no tokens."""

import pytest
from oauth2_provider.models import AccessToken, Application

from tests.accounts.oauth.change_of_grant.conftest import save

pytestmark = pytest.mark.django_db


def test_a_new_secret_or_address_ends_no_tokens(given, code_client, post_token):
    Application.objects.update(redirect_uris="https://client.example/callback https://b.example/")
    refresh = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    assert post_token(code_client, **refresh).status_code == 200


def test_what_others_were_given_stays(given, bob, make_client, make_code, post_token, code_client):
    other = make_client("authorization-code", name="Other")
    post_token(other, **make_code(other, bob, code="of another"))

    save(code_client.application, authorization_grant_type="password")

    assert AccessToken.objects.get().application == other.application


def test_new_applications_and_fixtures_are_left_alone(given, code_client, make_client):
    make_client("password", name="New")
    application = Application.objects.get(pk=code_client.application.pk)
    application.authorization_grant_type = "password"
    application.save_base(raw=True)

    assert AccessToken.objects.exists()
