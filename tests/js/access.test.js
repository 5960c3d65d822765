import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { answer, become, clear, serve } from "./page.js";

document.cookie = "csrftoken=today; Path=/";
const access = await import("../../static/js/lib/access.js");
const { Outdated, choose, grant, keepGrant, keepToken, token } = await import(
  "../../static/js/lib/schemes.js"
);

const TOKEN = { owner: "7", key: "dar_abcdef", expires_at: "2026-11-05T12:00:00Z" };
const GRANT = { access_token: "a", scope: "polls:read", client_id: "c", token_endpoint: "/token" };
const CLIENT = { client_id: "c", redirect_uri: "http://polls.example/callback" };
const METADATA = {
  issuer: "http://polls.example/auth",
  authorization_endpoint: "/authorize",
  token_endpoint: "/token",
  revocation_endpoint: "/revoke",
};

/** The server, as far as it is asked here; ``more`` answers first. */
const site = (more = () => undefined) =>
  serve((url, options) => {
    const made = more(url, options);
    if (made) return made;
    if (url.pathname === "/client") return answer(200, CLIENT);
    if (url.pathname === "/metadata") return answer(200, METADATA);
    if (url.pathname === "/token") return answer(200, { access_token: "new" });
    if (url.pathname === "/me") return answer(200, { user: { id: 7 } });
    if (url.pathname === "/get-auth-token") return answer(200, { token: TOKEN.key, expires_at: TOKEN.expires_at });
    if (url.pathname === "/tokens") return answer(200, [{ id: 1, hint: "dar_zzzz" }, { id: 2, hint: "dar_abcd" }]);
    if (url.pathname !== "/authorize") return answer(204);
    const query = { state: url.searchParams.get("state"), iss: METADATA.issuer, code: "code" };
    const response = answer(200, {});
    const back = `${CLIENT.redirect_uri}?${new URLSearchParams(query)}`;
    return Object.defineProperty(response, "url", { value: back });
  });
const asked = (requests) => requests.map(({ method = "GET", path }) => `${method} ${path.split("?")[0]}`);

beforeEach(() => {
  clear();
  become("7");
  document.cookie = "csrftoken=today; Path=/";
});

test("the session is always held, a token and a grant once they are kept", () => {
  assert.equal(access.held(), true);
  choose("token");
  assert.equal(access.held(), false);
  keepToken(TOKEN);
  assert.equal(access.held(), true);
  choose("oauth");
  assert.equal(access.held(), false);
});

test("the end forgets at once, and revokes just the token that was held", async () => {
  keepToken(TOKEN);
  const requests = site();
  const ended = access.end();
  assert.equal(token(), null);
  await ended;
  assert.deepEqual(asked(requests), ["GET /tokens", "DELETE /tokens/2"]);
  assert.equal(requests[1].headers.Authorization, "Token dar_abcdef");
});

test("the end revokes the refresh token, with which the access token ends", async () => {
  keepGrant({ ...GRANT, refresh_token: "r" });
  const requests = site();
  await access.end();
  assert.equal(grant(), null);
  assert.deepEqual(asked(requests), ["GET /metadata", "POST /revoke"]);
  assert.equal(new URLSearchParams(requests[1].body).get("token"), "r");
});

test("without an answer what was held is forgotten all the same", async () => {
  keepToken(TOKEN);
  site(() => {
    throw new TypeError("network");
  });
  await access.end();
  assert.equal(token(), null);
});

test("signing in for a token asks whose it is", async () => {
  become(null);
  const requests = site();
  await access.signInForToken({ username: "bob", password: "p" });
  assert.deepEqual(asked(requests), ["POST /get-auth-token", "GET /me"]);
  assert.deepEqual(token(), TOKEN);
});

test("a refused password keeps nothing", async () => {
  site((url) => url.pathname === "/get-auth-token" && answer(400, {}));
  assert.equal((await access.signInForToken({ username: "bob", password: "p" })).status, 400);
  assert.equal(token(), null);
});

test("two requests that were refused renew the grant once", async () => {
  choose("oauth");
  keepGrant({ ...GRANT, refresh_token: "r" });
  const requests = site();
  assert.deepEqual(await Promise.all([access.renew(), access.renew()]), [true, true]);
  assert.deepEqual(asked(requests), ["POST /token"]);
  assert.equal(grant().access_token, "new");
});

test("without a refresh token the grant is renewed by what was allowed before", async () => {
  choose("oauth");
  site();
  assert.equal(await access.renew(), true);
  assert.equal(grant().access_token, "new");
});

test("a grant of a person who signed in meanwhile is not kept, and ends", async () => {
  choose("oauth");
  const requests = site((url) => {
    if (url.pathname === "/token") document.cookie = "csrftoken=tomorrow; Path=/";
  });
  await assert.rejects(access.renew(), Outdated);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(grant(), null);
  assert.equal(asked(requests).at(-1), "POST /revoke");
});

test("what is not renewed is forgotten", async () => {
  choose("oauth");
  keepGrant({ ...GRANT, refresh_token: "r" });
  site((url) => url.pathname === "/token" && answer(400, { error: "invalid_grant" }));
  assert.equal(await access.renew(), false);
  assert.equal(grant(), null);
});

for (const name of ["session", "token"]) {
  test(`by ${name} nothing is renewed unasked`, async () => {
    choose(name);
    const requests = site();
    assert.equal(await access.renew(), false);
    assert.deepEqual(requests, []);
  });
}
