"""An MCP server over the polls API: agents list, read and vote for the person who allowed them."""

import os
from typing import Any

import httpx2
from mcp.server.auth.middleware.auth_context import get_access_token
from mcp.server.auth.provider import AccessToken
from mcp.server.auth.settings import AuthSettings
from mcp.server.mcpserver import MCPServer

SITE = os.environ.get("SITE", "http://localhost:8000")
PORT = int(os.environ.get("PORT", "8100"))
ADDRESS = os.environ.get("ADDRESS", f"http://127.0.0.1:{PORT}/mcp")  # also in RESOURCES of the site
CLIENT = (os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])  # of a resource server


class Introspection:
    """Ask the site whether a token is good, and whether it was made for this server."""

    async def verify_token(self, token: str) -> AccessToken | None:
        async with httpx2.AsyncClient(base_url=SITE, auth=CLIENT) as site:
            answer = (await site.post("/auth/introspect", data={"token": token})).json()
        audience = answer.get("aud", [])  # of one, some servers make a text (RFC 7662 §2.2)
        audiences = [audience] if isinstance(audience, str) else audience
        if not answer.get("active") or ADDRESS not in audiences:
            return None
        if "cnf" in answer:  # bound to a key (RFC 9449): a proof of it cannot be handed on
            return None
        return AccessToken(
            token=token,
            client_id=answer["client_id"],
            scopes=answer["scope"].split(),
            expires_at=answer["exp"],
            resource=ADDRESS,
            subject=answer.get("sub"),
        )


server = MCPServer(
    "Polls",
    token_verifier=Introspection(),
    auth=AuthSettings(
        issuer_url=SITE,
        resource_server_url=ADDRESS,
        required_scopes=["polls:read", "polls:vote"],
        validate_token_resource=True,
    ),
)


async def call(method: str, path: str, **more: Any) -> Any:
    """Call the API as the person. The site takes tokens for ADDRESS, because RESOURCES says so."""
    headers = {"Authorization": f"Bearer {get_access_token().token}"}
    async with httpx2.AsyncClient(base_url=f"{SITE}/polls/api", headers=headers) as api:
        answer = await api.request(method, path, **more)
    if answer.is_error:
        raise ValueError(answer.json()["detail"])
    return answer.json()


@server.tool()
async def list_polls(search: str = "") -> list[dict[str, Any]]:
    """List the polls that are open, newest first."""
    found = await call("GET", "/questions", params={"status": "open", "search": search})
    return found["results"]


@server.tool()
async def read_poll(poll: int) -> dict[str, Any]:
    """Read one poll: its choices, their votes, and the person's own vote."""
    return await call("GET", f"/questions/{poll}")


@server.tool()
async def vote(poll: int, choice: int) -> dict[str, Any]:
    """Set the vote of the person; a later vote replaces it."""
    return await call("PUT", f"/questions/{poll}/vote", json={"choice": choice})


if __name__ == "__main__":
    server.run("streamable-http", port=PORT, stateless_http=True, json_response=True)
