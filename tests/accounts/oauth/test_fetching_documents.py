"""The call to a client id is bounded, whatever its server, or the one that knows its name, does."""

import datetime
import json
import socket
import ssl
import threading
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from oauth2_provider.cimd import CIMDError

from accounts.oauth.registration import fetching
from accounts.oauth.registration.addresses import is_public

HOST = "agent.example"
DOCUMENT = {"client_id": "https://agent.example/client.json"}
TIMEOUT = 0.5  # seconds


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a key and a certificate for ``HOST``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, *form)
    path = tmp_path_factory.mktemp("tls") / "host.pem"
    path.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def lookups(monkeypatch):
    """The names that were looked up; each leads to this machine, the second time elsewhere."""
    asked, real = [], socket.getaddrinfo

    def find(host, port, *args, **kwargs):
        if not host.endswith(".example"):
            return real(host, port, *args, **kwargs)  # an address: nothing is looked up
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", find)
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    return asked


@pytest.fixture
def serve(certificate, lookups, monkeypatch, set_up):
    """``serve(speak)``: the address of a server; ``speak(connection)`` answers one request."""
    set_up(CIMD_FETCH_TIMEOUT_SECONDS=TIMEOUT)
    trusting = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(fetching, "ssl_context", lambda: trusting)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0))
    heard = []

    def run(speak):
        try:
            raw, _ = listener.accept()
            with context.wrap_socket(raw, server_side=True) as connection:
                heard.append(connection.recv(4096).decode())
                speak(connection)
        except OSError:
            return  # the other side has gone

    def start(speak, host=HOST):
        threading.Thread(target=run, args=[speak], daemon=True).start()
        start.heard = heard
        return f"https://{host}:{listener.getsockname()[1]}/client.json"

    yield start
    listener.close()


def answering(body, status="200 OK", kind="application/json", more=""):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n"
    return lambda connection: connection.sendall(head.encode() + body)


def fetch(address):
    began = time.monotonic()
    try:
        return fetching.Fetcher().fetch(address)
    finally:
        assert time.monotonic() - began < 4 * TIMEOUT


def test_a_document_is_fetched_by_one_lookup_from_the_address_that_was_checked(serve, lookups):
    address = serve(answering(json.dumps(DOCUMENT).encode(), more="Cache-Control: max-age=400\r\n"))

    assert fetch(address) == (DOCUMENT, 400)
    assert lookups == [HOST]
    assert serve.heard[0].startswith("GET /client.json HTTP/1.1\r\n")
    assert f"\r\nHost: {HOST}:" in serve.heard[0]


def slowly(head):
    def speak(connection):
        connection.sendall(head)
        for _ in range(100):
            connection.sendall(b" ")
            time.sleep(TIMEOUT / 5)

    return speak


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    "speak",
    [
        answering(b" " * 20_000),
        answering(b"[" * 10_000),
        answering(b"[]"),
        answering(b"{}", kind="text/html"),
        answering(b"{}", status="302 Found", more="Location: https://127.0.0.1/\r\n"),
        answering(b"{}", status="404 Not Found"),
        lambda connection: connection.sendall(b"nonsense\r\n\r\n"),
        lambda connection: connection.close(),
        lambda connection: time.sleep(3 * TIMEOUT),
        slowly(b"HTTP/1.1 200 OK\r\nX-Slow:"),
        slowly(HEAD + b"\r\n"),
        slowly(HEAD + b"Content-Length: 9\r\n\r\n"),
    ],
    ids=[
        *("huge", "nested", "no-object", "html", "redirect", "missing", "nonsense", "closed"),
        *("silent", "slow-head", "slow-body", "slow-short-body"),
    ],
)
def test_what_goes_wrong_is_told_in_time(serve, speak):
    with pytest.raises(CIMDError):
        fetch(serve(speak))


def test_a_certificate_for_another_name_is_refused(serve):
    with pytest.raises(CIMDError, match="CERTIFICATE_VERIFY_FAILED"):
        fetch(serve(answering(b"{}"), host="other.example"))


def test_a_server_that_never_shakes_hands_is_left(serve, lookups):
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(CIMDError):
        fetch(f"https://{HOST}:{silent.getsockname()[1]}/client.json")


def test_a_slow_lookup_is_left(serve, monkeypatch):
    monkeypatch.setattr(
        fetching.socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(3 * TIMEOUT)
    )

    with pytest.raises(CIMDError, match="look the host up"):
        fetch("https://agent.example/client.json")


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
