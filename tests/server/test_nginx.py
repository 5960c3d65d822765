"""The configuration for nginx in docs/how-to/serving.md works as it stands there."""

import re
import shutil
import subprocess
import time
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.utils import timezone

from tests.live.conftest import ROOT, free_port

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
NAME = "polls.example.com"


def certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = timezone.now()
    made = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "polls.pem").write_bytes(made.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "polls.key").write_bytes(private)


@pytest.fixture
def nginx(start, data, tmp_path):
    """``nginx(path)``: what it answers, in front of a server that trusts one proxy."""
    if not NGINX:
        pytest.skip("nginx is not installed")
    node = start(
        "bin/serve", ALLOWED_HOSTS=NAME, TRUSTED_PROXY_COUNT="1", ISSUER=f"https://{NAME}", **data
    )
    certificate(tmp_path)
    port = free_port()
    server = re.search(
        r"```nginx\n(.+?)```", (ROOT / "docs/how-to/serving.md").read_text(), re.DOTALL
    )[1]
    for here, there in (
        ("127.0.0.1:8000", f"127.0.0.1:{node.port}"),
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("/etc/ssl/", f"{tmp_path}/"),
    ):
        assert here in server
        server = server.replace(here, there)
    server = f"access_log off; client_body_temp_path {tmp_path}/body;\n{server}"
    file = tmp_path / "nginx.conf"
    file.write_text(
        f"pid {tmp_path}/pid; error_log stderr; daemon off; user root;\n"
        f"events {{}}\nhttp {{\n{server}\n}}\n"
    )
    process = subprocess.Popen([NGINX, "-c", file, "-p", tmp_path], stderr=subprocess.PIPE)

    def ask(path: str) -> requests.Response:
        headers = {"Host": NAME, "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
        url = f"https://127.0.0.1:{port}{path}"
        return requests.get(url, headers=headers, verify=False, timeout=20)  # noqa: S501  its own

    ask.log = node.output
    try:
        time.sleep(1)
        assert process.poll() is None, process.stderr.read()
        yield ask
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_nginx_speaks_https_and_tells_who_asks(nginx):
    page = nginx("/accounts/auth/")
    assert page.status_code == 200
    assert "Strict-Transport-Security" in page.headers
    assert nginx("/polls/api/questions").status_code == 401
    assert '"address": "127.0.0.1"' in nginx.log()  # nginx's peer, not what the client claims
    assert "203.0.113.9" not in nginx.log()
