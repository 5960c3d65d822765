"""An application that changed past the signal gets nothing more by its old tokens."""

import pytest
from oauth2_provider.models import Application, Grant

from tests.accounts.oauth.change_of_grant.conftest import CHANGES
from tests.accounts.oauth.conftest import redeeming

pytestmark = pytest.mark.django_db


def test_past_the_signal_nothing_is_refreshed_for_nobody(given, code_client, post_token):
    Application.objects.update(authorization_grant_type="client-credentials")

    refresh = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    answer = post_token(code_client, **refresh)

    assert answer.json()["error"] == "unauthorized_client"


@pytest.mark.parametrize("changes", [changes for changes, ends in CHANGES if ends])
def test_past_the_signal_nothing_that_was_allowed_is_refreshed_or_redeemed(
    given, code_client, post_token, changes
):
    Application.objects.update(**changes)
    client = {"client_id": code_client.id}
    if "client_type" not in changes:
        client = code_client.credentials
    refresh = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    for data in (refresh, redeeming("another")):
        answer = post_token(**client, **data)
        assert answer.status_code == 400
        assert answer.json()["error"] in {"invalid_grant", "unauthorized_client"}


def test_a_code_buys_no_more_than_the_person_allowed(given, code_client, post_token):
    Grant.objects.update(scope="polls:read polls:vote polls:write")
    answer = post_token(code_client, **redeeming("another"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
