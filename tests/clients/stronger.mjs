// A relying party that pushes its request (RFC 9126) and binds its tokens to a key (RFC 9449), on
// openid-client: prints where to send the browser, reads from stdin where it came back to, prints
// what it learnt. Usage: stronger.mjs ISSUER CLIENT REDIRECT
import * as oidc from "openid-client";
import { createInterface } from "node:readline/promises";

const [issuer, clientId, redirectUri] = process.argv.slice(2);
const options = { execute: [oidc.allowInsecureRequests] };
const config = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), options);
const proving = { DPoP: oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair("ES256")) };

const verifier = oidc.randomPKCECodeVerifier();
const state = oidc.randomState();
const url = await oidc.buildAuthorizationUrlWithPAR(config, {
  redirect_uri: redirectUri,
  scope: "openid profile polls:read",
  code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
  state,
}, proving);
console.log(url.href);

const input = createInterface({ input: process.stdin });
const callback = new URL((await input[Symbol.asyncIterator]().next()).value);
input.close();

const checks = { pkceCodeVerifier: verifier, expectedState: state };
const tokens = await oidc.authorizationCodeGrant(config, callback, checks, undefined, proving);
const sub = tokens.claims().sub;
const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, sub, proving);
const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token, undefined, proving);
const questions = new URL("/polls/api/questions", issuer);
const question = await oidc.fetchProtectedResource(
  config, renewed.access_token, questions, "GET", undefined, undefined, proving,
);
const stolen = await fetch(questions, {
  headers: { Authorization: `Bearer ${renewed.access_token}` },
});
const header = JSON.parse(atob(renewed.access_token.split(".")[0]));

console.log(JSON.stringify({
  asked: [...url.searchParams.keys()], type: renewed.token_type, typ: header.typ,
  user: userinfo.preferred_username, read: question.status, stolen: stolen.status,
}));
