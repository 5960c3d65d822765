"""A server with a certificate, and the names that lead to it."""

import datetime
import socket
import ssl
import threading
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from accounts.oauth.registration import fetching

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
