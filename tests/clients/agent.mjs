// An agent on the official TypeScript SDK: it knows the address of an MCP server, signs in, votes.
// It registers itself, or says where its client-id metadata document is: the second argument.
import { createServer } from "node:http";
import { once } from "node:events";
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from "@modelcontextprotocol/client";

const address = new URL(process.argv[2]);
let answered;
const answer = new Promise((resolve) => (answered = resolve));
const listener = createServer((request, response) => {
  const query = new URL(request.url, "http://127.0.0.1").searchParams;
  response.setHeader("Connection", "close").end("Back to the agent.");
  if (query.has("code")) answered(query);
}).listen(0, "127.0.0.1");
await once(listener, "listening");

const kept = {};
const redirectUrl = `http://127.0.0.1:${listener.address().port}/callback`;
const authProvider = {
  redirectUrl,
  clientMetadataUrl: process.argv[3],
  clientMetadata: {
    client_name: "Polls agent",
    redirect_uris: [redirectUrl],
    token_endpoint_auth_method: "none",
  },
  clientInformation: () => kept.client,
  saveClientInformation: (client) => void (kept.client = client),
  tokens: () => kept.tokens,
  saveTokens: (tokens) => void (kept.tokens = tokens),
  saveCodeVerifier: (verifier) => void (kept.verifier = verifier),
  codeVerifier: () => kept.verifier,
  redirectToAuthorization: (url) => console.log(`Open ${url}`),
};

const connect = async () => {
  const transport = new StreamableHTTPClientTransport(address, { authProvider });
  const client = new Client({ name: "polls-agent", version: "1.0.0" });
  try {
    await client.connect(transport);
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error;
    await transport.finishAuth(await answer);
    return connect();
  }
  return client;
};

const client = await connect();
const listed = await client.callTool({ name: "list_polls", arguments: {} });
const [poll] = listed.structuredContent.result;
const chosen = { poll: poll.id, choice: poll.choices[0].id };
const voted = await client.callTool({ name: "vote", arguments: chosen });
console.log(`${poll.question_text}: ${!voted.isError}`);
await client.close();
listener.close();
