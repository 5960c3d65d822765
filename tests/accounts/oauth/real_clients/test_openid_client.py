"""openid-client discovers the site, signs in and revokes."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from accounts.oauth.keys import make_key
from tests.accounts.oauth.real_clients.conftest import CALLBACK, PATIENCE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CLIENTS = Path(__file__).parents[3] / "clients"


@pytest.fixture
def node():
    if shutil.which("node") and (CLIENTS / "node_modules").is_dir():
        return
    reason = "npm ci --ignore-scripts was not run in tests/clients"
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def _openid_connect(settings):
    settings.OAUTH2_PROVIDER = {
        **django_settings.OAUTH2_PROVIDER,
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": make_key(),
    }


def run_relying_party(name, server, client, allow):
    """Run a program that signs somebody in; return what it printed at the end."""
    program = subprocess.Popen(
        ["node", CLIENTS / name, server, client.id, CALLBACK],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    url = program.stdout.readline().strip()
    assert url, program.communicate()[1]
    told, errors = program.communicate(allow(url) + "\n", timeout=PATIENCE)
    assert program.returncode == 0, errors
    return json.loads(told)


@pytest.mark.usefixtures("node", "_openid_connect")
def test_openid_client_discovers_signs_in_and_revokes(server, allow, make_client, alice):
    client = make_client("authorization-code", "public", redirect_uris=CALLBACK, algorithm="RS256")
    told = run_relying_party("openid.mjs", server, client, allow)

    assert told["issuer"] == server
    assert told["claims"]["iss"] == server
    assert told["claims"]["sub"] == str(alice.pk)
    assert told["userinfo"]["preferred_username"] == "alice"
    assert told["userinfo"]["email"] == "alice@example.com"
    assert told["read"] == 200
    assert told["revoked"] == 401


@pytest.mark.usefixtures("node", "_openid_connect")
def test_openid_client_pushes_and_proves_its_key(server, allow, make_client, settings):
    settings.PUSHED_REQUESTS = settings.DPOP = "required"
    settings.DPOP_NONCE = settings.JWT_ACCESS_TOKENS = True
    client = make_client("authorization-code", "public", redirect_uris=CALLBACK, algorithm="RS256")

    assert run_relying_party("stronger.mjs", server, client, allow) == {
        "asked": ["request_uri", "client_id"],
        "type": "dpop",  # openid-client writes it small
        "typ": "at+jwt",
        "user": "alice",
        "read": 200,
        "stolen": 401,
    }
