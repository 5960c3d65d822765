import assert from "node:assert/strict";
import { test } from "node:test";
import { NotGood, check } from "../../static/js/lib/jwt.js";

const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const OPTIONS = { ...RSA, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
const make = () => crypto.subtle.generateKey(OPTIONS, true, ["sign", "verify"]);
const [ours, theirs] = await Promise.all([make(), make()]);
const jwk = { ...(await crypto.subtle.exportKey("jwk", ours.publicKey)), kid: "k" };

const NOW = 1_800_000_000;
const HEADER = { typ: "at+jwt", alg: "RS256", kid: "k" };
const CLAIMS = { iss: "https://polls.example", aud: "https://api.example", scope: "a b", exp: NOW + 1, name: "é" };
const EXPECTED = {
  keys: [{ ...jwk, kid: "other" }, jwk],
  issuer: CLAIMS.iss,
  audience: CLAIMS.aud,
  scope: "b",
  now: NOW,
};

const encoded = (value) => Buffer.from(value).toString("base64url");

async function token({ header = {}, claims = {}, key = ours.privateKey }) {
  const parts = [{ ...HEADER, ...header }, { ...CLAIMS, ...claims }];
  const signed = parts.map((part) => encoded(JSON.stringify(part))).join(".");
  const signature = await crypto.subtle.sign(RSA, key, Buffer.from(signed));
  return `${signed}.${encoded(new Uint8Array(signature))}`;
}

test("a good token is taken, with one audience or several", async () => {
  assert.deepEqual(await check(await token({}), EXPECTED), CLAIMS);
  const several = await token({ claims: { aud: ["https://else.example", CLAIMS.aud] } });
  assert.equal((await check(several, EXPECTED)).exp, NOW + 1);
});

const REFUSED = [
  ["an ID token", { header: { typ: "JWT" } }],
  ["one of another issuer", { claims: { iss: "https://evil.example" } }],
  ["one for another API", { claims: { aud: ["https://else.example"] } }],
  ["one for no API", { claims: { aud: undefined } }],
  ["an expired one", { claims: { exp: NOW } }],
  ["one without an end", { claims: { exp: undefined } }],
  ["one without the scope", { claims: { scope: "a bb" } }],
  ["one without scopes", { claims: { scope: undefined } }],
  ["one that is bound to a key", { claims: { cnf: { jkt: "x" } } }],
  ["one of an unknown key", { header: { kid: "x" } }],
  ["one that somebody else signed", { key: theirs.privateKey }],
  ["one of another algorithm", { header: { alg: "none" } }],
];
for (const [name, change] of REFUSED) {
  test(`${name} is refused`, async () => {
    await assert.rejects(check(await token(change), EXPECTED), NotGood);
  });
}

test("whatever is no JWT is refused", async () => {
  const [head, body] = (await token({})).split(".");
  for (const text of ["", "random", "a.b.c", "..", `${head}.${body}`, `${head}.${body}.`, `${head}.${encoded("null")}.AA`]) {
    await assert.rejects(check(text, EXPECTED), NotGood);
  }
});
