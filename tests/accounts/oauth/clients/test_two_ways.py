"""An application proves itself in one way at a time."""

import pytest

from tests.accounts.oauth.clients.test_client_authentication import GRANT

pytestmark = pytest.mark.django_db


def test_two_ways_at_once_are_refused(alice, password_client, post_token):
    response = post_token(
        password_client, headers={"Authorization": password_client.basic}, **GRANT
    )

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"


def test_two_clients_at_once_are_refused(alice, password_client, public_client, post_token):
    response = post_token(
        headers={"Authorization": password_client.basic}, client_id=public_client.id, **GRANT
    )

    assert response.status_code == 400


@pytest.mark.parametrize("member", ["client_assertion", "client_assertion_type"])
def test_an_assertion_is_refused_and_not_passed_over(alice, password_client, post_token, member):
    response = post_token(password_client, **GRANT, **{member: "x"})

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
