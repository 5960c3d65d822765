"""A client learns of its own tokens, and a resource server of all."""

import pytest

from accounts.oauth import applications

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(password_client, code_client, resource_server, make_client):
    """The client that asks about a token of ``password_client``."""
    ended = make_client("client-credentials", name="Was a resource server")
    applications.set_resource_server(ended.application, is_so=True)
    applications.set_resource_server(ended.application, is_so=False)
    return {
        "the client itself": password_client,
        "another client": code_client,
        "a machine": make_client("client-credentials"),
        "a resource server": resource_server,
        "what was one": ended,
    }


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize(
    ("who", "is_told"),
    [
        ("the client itself", True),
        ("another client", False),
        ("a machine", False),
        ("a resource server", True),
        ("what was one", False),
    ],
)
def test_a_client_learns_of_its_own_tokens_and_a_resource_server_of_all(
    alice, sign_in, introspect, asking, caplog, which, who, is_told
):
    answer = introspect(sign_in(alice)[which], asking[who])

    assert answer.status_code == 200
    assert answer.json()["active"] is is_told
    if not is_told:
        assert answer.json() == {"active": False}
        assert "no resource server" in caplog.text


def test_only_authenticated_clients_may_ask(alice, sign_in, introspect, public_client):
    token = sign_in(alice)["access_token"]

    assert introspect(token, public_client).status_code == 401
    assert introspect(token, None).status_code == 401


def test_a_bearer_is_no_client(alice, sign_in, api):
    headers = {"Authorization": f"Bearer {sign_in(alice)['access_token']}"}

    response = api.post("/auth/introspect", {"token": "x"}, headers=headers)

    assert response.status_code == 401


def test_a_missing_token_is_named(post_token, machine):
    response = post_token(machine, "/auth/introspect")

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"
