"""Agents that know the address of ``examples/mcp/`` alone sign in by themselves, and vote."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from accounts.oauth import applications
from polls.models import Vote

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROOT = Path(__file__).parents[2]
CLIENTS = ROOT / "tests" / "clients"
MCP = ROOT / "examples" / "mcp"
PATIENCE = 60  # seconds


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def address(live_server, settings):
    """Where the MCP server listens."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/mcp"
    settings.CLIENT_REGISTRATION = "open"
    settings.RESOURCES = [address]
    api = Application(
        name="MCP server",
        client_type="confidential",
        authorization_grant_type="client-credentials",
    )
    known = {"CLIENT_ID": api.client_id, "CLIENT_SECRET": api.client_secret}
    api.save()
    applications.set_resource_server(api, is_so=True)
    known |= {"SITE": live_server.url, "PORT": str(port)}
    with subprocess.Popen([sys.executable, MCP / "server.py"], env=os.environ | known) as server:
        wait_for(port)
        yield address
        server.terminate()


def wait_for(port):
    for _ in range(200):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the MCP server does not listen")


def node():
    if not (shutil.which("node") and (CLIENTS / "node_modules" / "@modelcontextprotocol").is_dir()):
        pytest.skip("npm ci --ignore-scripts was not run in tests/clients")
    return ["node", CLIENTS / "agent.mjs"]


DOCUMENT = "https://agent.example/client.json"


@pytest.fixture
def by_document(settings):
    """Answer for the document, which is out in the world; nobody registers."""

    class Fetcher:
        def fetch(self, client_id):
            loopback = "http://127.0.0.1/callback"  # on any port: RFC 8252 §7.3
            told = {"client_name": "Polls agent", "redirect_uris": [loopback]}
            return told | {"client_id": client_id, "token_endpoint_auth_method": "none"}, 300

    settings.OAUTH2_PROVIDER = settings.OAUTH2_PROVIDER | {"CIMD_METADATA_FETCHER": Fetcher}
    settings.CLIENT_REGISTRATION = "off"


AGENTS = {"Python": lambda: [sys.executable, MCP / "agent.py"], "TypeScript": node}


@pytest.mark.parametrize("language", AGENTS)
@pytest.mark.parametrize("known_by", ["registration", "document"])
def test_an_agent_signs_in_from_the_address_alone_votes_and_is_ended(
    language, known_by, address, open_page, alice, tea, request
):
    command = [*AGENTS[language](), address]
    if known_by == "document":
        request.getfixturevalue("by_document")
        command.append(DOCUMENT)
    page = open_page(alice)
    with subprocess.Popen(command, stdout=-1, stderr=-1, text=True) as agent:
        said = agent.stdout.readline()
        if not said.startswith("Open "):
            pytest.fail(agent.communicate(timeout=PATIENCE)[1])
        page.goto(said.removeprefix("Open ").strip())

        page.get_by_role("heading", name="Allow Polls agent?").wait_for()
        shown = page.get_by_role("main").inner_text()
        assert "It is not verified" in shown
        assert "Vote in your name" in shown
        assert "Ask, edit, close and delete questions" not in shown
        page.get_by_role("button", name="Allow", exact=True).click()
        page.get_by_text("Back to the agent.").wait_for()

        told, errors = agent.communicate(timeout=PATIENCE)
    assert agent.returncode == 0, errors
    assert told.strip().endswith("true" if language == "TypeScript" else "True")
    assert Vote.objects.get().user == alice
    token = AccessToken.objects.get()
    assert token.resource == [address]
    assert set(token.scope.split()) == {"polls:read", "polls:vote"}
    assert token.application.client_id == DOCUMENT or known_by == "registration"

    page.goto("/accounts/credentials/")
    page.locator("tr, li").filter(has_text="Polls agent").get_by_role("button").first.click()
    page.get_by_text("Polls agent").wait_for(state="detached")
    assert not AccessToken.objects.filter(user=alice, expires__gt=timezone.now()).exists()


def test_the_mcp_server_takes_no_other_token(address, alice):
    import requests

    bare = requests.post(address, json={}, timeout=PATIENCE)
    assert bare.status_code == 401
    assert "resource_metadata" in bare.headers["WWW-Authenticate"]
    wrong = {"Authorization": "Bearer nonsense"}
    assert requests.post(address, json={}, headers=wrong, timeout=PATIENCE).status_code == 401
