"""A token is accepted from its networks, and from nowhere else."""

import pytest
from rest_framework.test import APIClient

from tests.accounts.tokens.test_networks import ME


def call(token, address, path=ME, **extra):
    client = APIClient(headers={"Authorization": f"Token {token.key}"})
    return client.get(path, REMOTE_ADDR=address, **extra)


def test_a_request_from_its_network_is_let_in(bound):
    assert call(bound, "192.0.2.9").status_code == 200


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::1", "", "unix:"])
def test_a_request_from_elsewhere_is_told_so(bound, address):
    answer = call(bound, address)
    assert answer.status_code == 401
    assert answer.json()["code"] == "token_network"
    assert answer.json()["detail"].startswith("This token is not accepted from your address")
    assert answer["WWW-Authenticate"].startswith("Token")
    bound.refresh_from_db()
    assert bound.last_used_at is None


def test_the_address_is_the_one_that_trusted_proxies_tell(bound, settings):
    forwarded = {"HTTP_X_FORWARDED_FOR": "192.0.2.9"}
    assert call(bound, "203.0.113.7", **forwarded).status_code == 401
    settings.TRUSTED_PROXY_COUNT = 1
    assert call(bound, "203.0.113.7", **forwarded).status_code == 200


def test_the_trail_has_the_refusal_once_however_many_there_are(bound, alice, caplog):
    from accounts.trail.models import Entry

    for _ in range(3):
        call(bound, "203.0.113.7")
    (entry,) = Entry.objects.filter(event="token_network_refused")
    assert (entry.username, entry.address, entry.hint) == ("alice", "203.0.113.7", bound.hint)
    assert caplog.text.count("token network refused") == 1
    assert bound.key not in caplog.text
