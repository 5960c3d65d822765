"""Secrets of applications are guessed at so often and no more."""

import pytest

from tests.accounts.oauth.clients.test_client_authentication import GRANT
from tests.accounts.oauth.conftest import FORM, encoded

pytestmark = pytest.mark.django_db


def test_secrets_are_guessed_at_so_often_and_no_more(alice, password_client, post_token):
    for _ in range(10):
        answer = post_token(client_id=password_client.id, client_secret="wrong", **GRANT)
        assert answer.status_code == 401

    response = post_token(password_client, **GRANT)

    assert response.status_code == 429
    assert response.json()["error"] == "slow_down"
    assert int(response["Retry-After"]) > 0


def test_the_client_still_gets_in_from_elsewhere(alice, password_client, post_token, api):
    for _ in range(11):
        post_token(client_id=password_client.id, client_secret="wrong", **GRANT)

    body = encoded(password_client.credentials | GRANT)
    response = api.post("/auth/token", body, content_type=FORM, REMOTE_ADDR="192.0.2.7")

    assert response.status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_many_clients_are_guessed_at_no_oftener_from_one_address(db, post_token, header):
    answers = [
        post_token(
            headers={header: f"192.0.2.{n}"}, client_id=f"client{n}", client_secret="x", **GRANT
        ).status_code
        for n in range(31)
    ]

    assert answers == [401] * 30 + [429]


@pytest.mark.parametrize("path", ["/auth/token", "/auth/introspect", "/auth/revoke-token"])
@pytest.mark.parametrize("client_id", ["a-secret-in-the-wrong-field", "x" * 5000])
def test_what_an_unknown_client_calls_itself_is_not_logged(db, post_token, caplog, path, client_id):
    caplog.set_level("INFO")

    post_token(None, path, client_id=client_id, client_secret="x", token="x", **GRANT)

    assert "client refused" in caplog.text
    assert client_id not in caplog.text


def test_a_known_one_is(password_client, post_token, caplog):
    caplog.set_level("INFO")

    post_token(client_id=password_client.id, client_secret="wrong", **GRANT)

    events = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    logged = {event["event"]: event.get("client_id") for event in events}
    assert logged["client refused"] == logged["refused"] == password_client.id
