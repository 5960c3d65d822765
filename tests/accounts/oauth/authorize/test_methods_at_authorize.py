"""The consent page takes GET and POST. HEAD, as link checkers send it, has no effect."""

import pytest
from oauth2_provider.models import Grant

from accounts.oauth.pushed.models import PushedRequest
from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import encoded

pytestmark = pytest.mark.django_db

METHODS = ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "head"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("who", ["alice", None])
@pytest.mark.parametrize("wrong", [{}, {"client_id": "unknown"}, {"response_type": "token"}])
def test_another_method_is_refused_before_anything_is_read(
    alice, client_of_people, make_code, post_token, client, method, who, wrong
):
    post_token(client_of_people, **make_code(client_of_people, alice, scope="openid"))
    if who:
        client.force_login(alice)

    response = client.generic(method, ask(client_of_people, scope="openid", **wrong))

    assert response.status_code == 405
    assert response["Allow"] == "GET, POST"
    assert not Grant.objects.exists()


@pytest.mark.parametrize("method", METHODS)
def test_it_uses_up_nothing_that_was_pushed(
    settings, alice, code_client, post_token, browser_as, client, method
):
    settings.PUSHED_REQUESTS = "on"
    asked = dict(pair.split("=") for pair in ask(code_client).partition("?")[2].split("&"))
    asked |= {"redirect_uri": "https://client.example/callback", "scope": "polls:read"}
    pushed = post_token(code_client, "/auth/par", **asked).json()
    reference = {"client_id": code_client.id, "request_uri": pushed["request_uri"]}
    address = f"/auth/authorize?{encoded(reference)}"

    response = client.generic(method, address)

    assert (response.status_code, response.cookies.output()) == (405, "")
    assert PushedRequest.objects.get().opened_at is None
    assert browser_as(alice).get(address).status_code == 200
