import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { answer, clear, serve } from "./page.js";

const { Refusal, authorizeSilently, complete, refresh } = await import("../../static/js/lib/oauth.js");

const PENDING = {
  state: "s",
  verifier: "v",
  issuer: "http://polls.example/auth",
  token_endpoint: "/token",
  client_id: "c",
  redirect_uri: "http://polls.example/callback",
  scope: "polls:read",
  next: "/polls/1/",
  as: "page",
};
const GOOD = { state: "s", iss: PENDING.issuer, code: "the-code" };
const arrive = (changes = {}) => complete(new URLSearchParams({ ...GOOD, ...changes }));
const pending = () => sessionStorage.setItem("oauth.pending", JSON.stringify(PENDING));

beforeEach(() => {
  clear();
  pending();
});

test("a code is traded with its verifier, and the page goes on to where it was", async () => {
  const asked = serve(() => answer(200, { access_token: "a", refresh_token: "r" }));
  const { grant, next, as } = await arrive();
  assert.deepEqual([grant.access_token, grant.scope, next, as], ["a", "polls:read", "/polls/1/", "page"]);
  const body = Object.fromEntries(new URLSearchParams(asked[0].body));
  assert.deepEqual([body.code, body.code_verifier, body.client_id], ["the-code", "v", "c"]);
  assert.equal(asked[0].credentials, "omit");
});

const REFUSED = [
  ["another state", { state: "x" }, "wrong_state"],
  ["another issuer", { iss: "https://evil.example" }, "wrong_issuer"],
  ["an error", { error: "access_denied" }, "access_denied"],
];
for (const [name, changes, code] of REFUSED) {
  test(`${name} is refused before anything is sent`, async () => {
    const asked = serve(() => answer(200, {}));
    await assert.rejects(arrive(changes), (error) => error.code === code && error.next === "/polls/1/");
    assert.deepEqual(asked, []);
  });
}

test("a code that was not asked for is refused, also the second time", async () => {
  serve(() => answer(200, { access_token: "a" }));
  await arrive();
  await assert.rejects(arrive(), (error) => error instanceof Refusal && error.code === "no_request");
});

test("what the token endpoint refuses has its code", async () => {
  serve(() => answer(400, { error: "invalid_grant" }));
  await assert.rejects(arrive(), (error) => error.code === "invalid_grant");
});

test("without an answer the page still knows where it was", async () => {
  serve(() => answer(503, {}));
  await assert.rejects(arrive(), (error) => error.code === "no_answer" && error.next === "/polls/1/");
});

test("a refused refresh token gives nothing", async () => {
  serve(() => answer(400, { error: "invalid_grant" }));
  assert.equal(await refresh({ ...PENDING, access_token: "a", refresh_token: "r" }), null);
});

test("asking in silence asks for no consent, and gets nothing if none was given", async () => {
  const asked = serve((url) => {
    if (url.pathname === "/client") return answer(200, PENDING);
    const metadata = { issuer: PENDING.issuer, authorization_endpoint: "/authorize", token_endpoint: "/token" };
    if (url.pathname === "/metadata") return answer(200, metadata);
    const { searchParams } = url;
    const back = new URLSearchParams({ state: searchParams.get("state"), iss: PENDING.issuer, error: "consent_required" });
    const response = answer(200, {});
    Object.defineProperty(response, "url", { value: `http://polls.example/callback?${back}` });
    return response;
  });
  assert.equal(await authorizeSilently({ scope: "polls:read" }), null);
  const { path } = asked.find(({ path }) => path.startsWith("/authorize"));
  const query = new URLSearchParams(path.split("?")[1]);
  assert.deepEqual([query.get("prompt"), query.get("code_challenge_method")], ["none", "S256"]);
});
