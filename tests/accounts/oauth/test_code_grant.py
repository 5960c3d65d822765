"""The second half of the authorization code grant: the code becomes tokens."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, Grant, RefreshToken

pytestmark = pytest.mark.django_db


def test_a_code_becomes_tokens(alice, public_client, make_code, post_token):
    response = post_token(
        public_client, client_id=public_client.id, **make_code(public_client, alice)
    )

    assert response.status_code == 200
    assert response.json()["scope"] == "polls:read polls:vote"
    assert AccessToken.objects.get().user == alice
    assert not Grant.objects.exists()


def test_a_confidential_client_authenticates_itself(alice, code_client, make_code, post_token):
    code = make_code(code_client, alice)

    assert post_token(client_id=code_client.id, **code).status_code == 401
    assert post_token(code_client, **code).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code": "another"}, "invalid_grant"),
        ({"code_verifier": "x" * 43}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_request"),
        ({"redirect_uri": "https://evil.example/"}, "invalid_grant"),
        ({"redirect_uri": "https://client.example/callback/"}, "invalid_grant"),
    ],
)
def test_a_code_is_bound(alice, public_client, make_code, post_token, wrong, error):
    code = make_code(public_client, alice)

    response = post_token(public_client, **code | wrong)

    assert response.status_code == 400
    assert response.json()["error"] == error
    assert not AccessToken.objects.exists()


def test_a_code_is_bound_to_its_client(alice, public_client, make_client, make_code, post_token):
    other = make_client("authorization-code", "public")

    response = post_token(other, **make_code(public_client, alice))

    assert response.json()["error"] == "invalid_grant"


def test_an_old_code_is_refused(alice, public_client, make_code, post_token):
    code = make_code(public_client, alice, expires=timezone.now() - timedelta(seconds=1))

    assert post_token(public_client, **code).json()["error"] == "invalid_grant"


def test_an_inactive_user_is_refused(alice, public_client, make_code, post_token):
    code = make_code(public_client, alice)
    type(alice)._base_manager.update(is_active=False)

    assert post_token(public_client, **code).json()["error"] == "invalid_grant"


def test_a_replayed_code_revokes_what_it_bought(alice, public_client, make_code, post_token):
    code = make_code(public_client, alice)
    bought = post_token(public_client, **code).json()
    renewed = post_token(
        public_client, grant_type="refresh_token", refresh_token=bought["refresh_token"]
    ).json()

    replay = post_token(public_client, **code)

    assert replay.status_code == 400
    assert replay.json()["error"] == "invalid_grant"
    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.filter(revoked=None).exists()
    again = post_token(
        public_client, grant_type="refresh_token", refresh_token=renewed["refresh_token"]
    )
    assert again.json()["error"] == "invalid_grant"


def test_a_token_for_one_resource_is_for_no_more(alice, public_client, make_code, post_token):
    code = make_code(public_client, alice, resource=["https://api.example/a"])

    response = post_token(public_client, resource="https://api.example/b", **code)

    assert response.json()["error"] == "invalid_target"
