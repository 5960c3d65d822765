"""Only on a loopback address the port is free."""

import pytest

from tests.accounts.oauth.asking import ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("registered", "asked", "status"),
    [
        ("http://127.0.0.1/cb", "http://127.0.0.1:5000/cb", 200),
        ("http://127.0.0.1:5000/cb", "http://127.0.0.1/cb", 200),
        ("http://127.0.0.1:5000", "http://127.0.0.1:6000", 200),
        ("http://[::1]:5000/cb", "http://[::1]:6000/cb", 200),
        ("http://127.0.0.1/cb", "http://127.0.0.1:5000/other", 400),
        ("http://127.0.0.1/cb", "http://[::1]/cb", 400),
        ("http://127.0.0.1/cb", "http://127.0.0.1:x/cb", 400),
        ("http://127.0.0.1/cb", "http://127.0.0.1:80@evil.example/cb", 400),
        ("http://127.0.0.1/cb", "http://127.0.0.1:5000#/cb", 400),
        ("http://[::1]/cb", "http://[0:0:0:0:0:0:0:1]/cb", 400),
        ("http://localhost:5000/cb", "http://localhost:6000/cb", 400),
        ("https://127.0.0.1:5000/cb", "https://127.0.0.1:6000/cb", 400),
    ],
)
def test_only_on_a_loopback_address_the_port_is_free(
    alice, make_client, browser_as, registered, asked, status
):
    client = make_client("authorization-code", "public", redirect_uris=registered)

    assert browser_as(alice).get(ask(client, redirect_uri=asked)).status_code == status
