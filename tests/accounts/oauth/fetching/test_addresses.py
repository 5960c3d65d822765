"""A document is fetched from a public address that was checked."""

import json
import socket

import pytest
from oauth2_provider.cimd import CIMDError

from accounts.oauth.registration import fetching
from accounts.oauth.registration.addresses import is_public
from tests.accounts.oauth.fetching.conftest import DOCUMENT, HOST, answering, fetch


def test_a_document_is_fetched_by_one_lookup_from_the_address_that_was_checked(serve, lookups):
    address = serve(answering(json.dumps(DOCUMENT).encode(), more="Cache-Control: max-age=400\r\n"))

    assert fetch(address) == (DOCUMENT, 400)
    assert lookups == [HOST]
    assert serve.heard[0].startswith("GET /client.json HTTP/1.1\r\n")
    assert f"\r\nHost: {HOST}:" in serve.heard[0]


def test_a_certificate_for_another_name_is_refused(serve):
    with pytest.raises(CIMDError, match="CERTIFICATE_VERIFY_FAILED"):
        fetch(serve(answering(b"{}"), host="other.example"))


@pytest.mark.parametrize("found", [[], ["10.0.0.1"], ["93.184.215.14", "10.0.0.1"]])
def test_a_name_that_leads_inside_as_well_is_not_called(monkeypatch, settings, found):
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in found]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *args, **kwargs: answer)
    monkeypatch.setattr(fetching.socket, "create_connection", pytest.fail)

    with pytest.raises(CIMDError, match="no public address"):
        fetch("https://agent.example/client.json")


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "64:ff9b::5db8:d70e"]
)
def test_a_public_address_is_called(address):
    assert is_public(address)


def test_an_address_in_a_zone_of_this_machine_is_not():
    assert not is_public("2606:2800:21f:cb07::1%1")
