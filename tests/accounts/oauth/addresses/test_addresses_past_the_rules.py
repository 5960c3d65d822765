"""An address that got past the rules is never gone to."""

import pytest
from oauth2_provider.models import Grant

from tests.accounts.oauth.asking import ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["alice", "nobody"])
@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(
    "uri",
    [
        "http://evil.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "javascript:alert(1)",
        "data:text/html,x",
        "myapp:/cb",
        "com.example.app://cb",
        "https://app.example:99999/cb",
        "https://user@evil.example/cb",
        "https://a.example/cb?code=1",
        "https://a.example/cb#x",
    ],
)
def test_an_address_that_got_past_the_rules_is_never_gone_to(
    alice, make_client, client, uri, told, who
):
    stored = make_client("authorization-code", "public", redirect_uris=uri)
    if who == "alice":
        client.force_login(alice)
    url = ask(stored, redirect_uri=uri if told else None)

    for answer in (client.get(url), client.post(url, {"allow": "yes"})):
        assert answer.status_code == 400
        assert "Location" not in answer
    assert not Grant.objects.exists()
