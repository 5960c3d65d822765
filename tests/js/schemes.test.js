import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { become, clear, place } from "./page.js";

document.cookie = "csrftoken=today; Path=/";
const schemes = await import("../../static/js/lib/schemes.js");
const { Outdated, cookie, holdsOfOthers, keepGrant, keepToken, token } = schemes;
const { session, token: byToken, oauth } = schemes.schemes;

const TOKEN = { owner: "7", key: "dar_abc", expires_at: "2026-11-05T12:00:00Z" };
const GRANT = { access_token: "abc", scope: "polls:read", client_id: "c", token_endpoint: "/token" };

beforeEach(() => {
  clear();
  become("7");
  place("<form></form>");
  document.cookie = "csrftoken=today; Path=/";
});

test("a cookie is read by its whole name", () => {
  document.cookie = "xtoken=1; Path=/";
  assert.equal(cookie("token"), undefined);
  assert.equal(cookie("csrftoken"), "today");
});

for (const [kept, name] of [["token", "token"], ["oauth", "oauth"], ["basic", "session"], [null, "session"]]) {
  test(`if ${kept} was chosen, the scheme is ${name}`, () => {
    schemes.choose(kept);
    assert.equal(schemes.chosen().name, name);
  });
}

test("a change by session carries the page's own CSRF token, whatever today's cookie is", () => {
  place(`<form><input type="hidden" name="csrfmiddlewaretoken" value="masked"></form>`);
  document.cookie = "csrftoken=tomorrow; Path=/";
  assert.deepEqual(session.headers("PUT"), { "X-CSRFToken": "masked" });
  assert.deepEqual(session.headers("GET"), {});
});

test("the token's cookie names its owner", () => {
  keepToken(TOKEN);
  assert.equal(cookie("token"), "7:dar_abc");
  assert.deepEqual(token(), TOKEN);
  assert.deepEqual(byToken.headers(), { Authorization: "Token dar_abc" });
});

for (const value of ["dar_abc", ":dar_abc", "7:", "7:dar abc", "7:a:b", ""]) {
  test(`there is no token in the cookie "${value}"`, () => {
    document.cookie = `token=${value}; Path=/`;
    assert.equal(token(), null);
    assert.deepEqual(byToken.headers(), {});
  });
}

test("the grant goes out as a bearer, and is of the person whom the page is for", () => {
  keepGrant(GRANT);
  assert.deepEqual(oauth.headers(), { Authorization: "Bearer abc" });
  assert.equal(schemes.grant().owner, "7");
});

test("without credentials there is no header", () => {
  assert.deepEqual([byToken.headers(), oauth.headers()], [{}, {}]);
});

for (const [name, scheme] of [["token", byToken], ["oauth", oauth]]) {
  test(`by ${name} nothing goes out for another person`, () => {
    keepToken(TOKEN);
    keepGrant(GRANT);
    become("8");
    assert.throws(() => scheme.headers(), Outdated);
  });

  test(`by ${name} nothing goes out once somebody signed in or out elsewhere`, () => {
    keepToken(TOKEN);
    keepGrant(GRANT);
    document.cookie = "csrftoken=tomorrow; Path=/";
    assert.throws(() => scheme.headers(), Outdated);
  });
}

test("what another person left is found, and nobody's page finds nothing", () => {
  assert.equal(holdsOfOthers(), false);
  keepToken(TOKEN);
  assert.equal(holdsOfOthers(), false);
  become(null);
  assert.equal(holdsOfOthers(), false);
  become("8");
  assert.equal(holdsOfOthers(), true);
});

test("a key at hand goes out whosoever it is", () => {
  assert.deepEqual(schemes.byKey("dar_abc").headers(), { Authorization: "Token dar_abc" });
});
