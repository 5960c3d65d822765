"""The second half of the authorization code grant: the code becomes tokens."""

import pytest
from oauth2_provider.models import AccessToken, Grant

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


def test_a_token_for_one_resource_is_for_no_more(alice, public_client, make_code, post_token):
    code = make_code(public_client, alice, resource=["https://api.example/a"])

    response = post_token(public_client, resource="https://api.example/b", **code)

    assert response.json()["error"] == "invalid_target"
