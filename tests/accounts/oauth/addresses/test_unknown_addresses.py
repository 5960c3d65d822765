"""A browser is sent nowhere by a request that names no known application and address."""

import pytest

from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import CALLBACK, CHALLENGE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prompt", [None, "none", "login", "consent", "create"])
@pytest.mark.parametrize("who", ["alice", "nobody"])
@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": CALLBACK + "/"},
        {"redirect_uri": CALLBACK + "?x=1"},
        {"redirect_uri": CALLBACK + "#x"},
        {"redirect_uri": "https://client.example@evil.example/callback"},
        {"redirect_uri": "http://client.example/callback"},
        {"redirect_uri": "https://CLIENT.example/callback"},
        {"redirect_uri": "https://client.example:443/callback"},
        {"redirect_uri": "https://client.example:/callback"},
        {"redirect_uri": "HTTPS://client.example/callback"},
        {"redirect_uri": "https://client.example/call%62ack"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "//evil.example"},
        {"redirect_uri": [CALLBACK, "https://evil.example/"]},
        {"client_id": "unknown"},
        {"client_id": None},
        {"state": ["a", "b"]},
        {"code_challenge": [CHALLENGE, CHALLENGE]},
    ],
)
def test_an_unknown_address_is_never_gone_to(alice, code_client, client, prompt, who, wrong):
    if who == "alice":
        client.force_login(alice)
    for method in [client.get, client.post]:
        response = method(ask(code_client, prompt=prompt, **wrong))

        assert response.status_code == 400
        assert "Location" not in response
        assert "This request cannot be answered" in response.content.decode()
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("wrong", [{"client_id": "\0"}, {"state": "\0"}])
def test_a_nul_is_refused_before_anybody_reads_it(code_client, client, wrong):
    response = client.get(ask(code_client, **wrong))

    assert response.status_code == 400
    assert "Location" not in response
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "query", ["", "?", "?%zz", "?state=%ff%fe", "?" + "a" * 8000, "?=&=", "?{}"]
)
def test_nonsense_is_refused(client, query):
    assert client.get("/auth/authorize" + query).status_code == 400
