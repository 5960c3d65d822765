"""
An agent that knows one address, that of an MCP server: it signs in by itself, and votes.

Usage: agent.py http://127.0.0.1:8100/mcp [https://agent.example/client.json]

The second address is that of a client-id metadata document, which describes the agent. Without
it the agent registers itself, where the provider lets it.
"""

import asyncio
import sys
from urllib.parse import parse_qs, urlsplit

import httpx2
from mcp import ClientSession
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nBack to the agent."


class Memory:
    """Keeps the tokens while the program runs; a real one keeps them in the keyring."""

    tokens = client = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client_info):
        self.client = client_info


class Callback:
    """Listens on loopback for the browser that comes back (RFC 8252 §7.3)."""

    async def open(self) -> str:
        self.answer = asyncio.get_running_loop().create_future()
        server = await asyncio.start_server(self.receive, "127.0.0.1", 0)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/callback"

    async def receive(self, reader, writer):
        line = (await reader.readline()).decode().split()
        query = parse_qs(urlsplit(line[1]).query)
        writer.write(ANSWER)
        await writer.drain()
        writer.close()
        if "code" in query and not self.answer.done():
            told = {name: values[0] for name, values in query.items()}
            self.answer.set_result(
                AuthorizationCodeResult(
                    code=told["code"], state=told.get("state"), iss=told.get("iss")
                )
            )

    async def wait(self) -> AuthorizationCodeResult:
        return await asyncio.wait_for(self.answer, 120)


async def show(address: str) -> None:
    print(f"Open {address}", flush=True)


async def main(address: str, document: str | None = None) -> None:
    callback = Callback()
    metadata = OAuthClientMetadata(
        client_name="Polls agent",
        redirect_uris=[await callback.open()],
        token_endpoint_auth_method="none",  # noqa: S106  it has no secret
    )
    sign_in = OAuthClientProvider(
        address,
        metadata,
        Memory(),
        redirect_handler=show,
        callback_handler=callback.wait,
        client_metadata_url=document,
    )
    async with (
        httpx2.AsyncClient(auth=sign_in, timeout=120) as http,
        streamable_http_client(address, http_client=http) as streams,
        ClientSession(*streams[:2]) as session,
    ):
        await session.initialize()
        polls = (await session.call_tool("list_polls", {})).structured_content["result"]
        poll, choice = polls[0], polls[0]["choices"][0]
        voted = await session.call_tool("vote", {"poll": poll["id"], "choice": choice["id"]})
        print(f"{poll['question_text']} {choice['choice_text']}: {not voted.is_error}")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
