// A relying party on openid-client: prints where to send the browser, reads from
// stdin where it came back to, prints what it learnt. Usage: openid.mjs ISSUER CLIENT REDIRECT
import * as oidc from "openid-client";
import { createInterface } from "node:readline/promises";

const [issuer, clientId, redirectUri] = process.argv.slice(2);
const options = { execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks] };
const config = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), options);
const server = config.serverMetadata();

const verifier = oidc.randomPKCECodeVerifier();
const state = oidc.randomState();
const nonce = oidc.randomNonce();
const url = oidc.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: "openid profile email polls:read",
  code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
  state,
  nonce,
});
console.log(url.href);

const input = createInterface({ input: process.stdin });
const callback = new URL((await input[Symbol.asyncIterator]().next()).value);
input.close();

const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
const tokens = await oidc.authorizationCodeGrant(config, callback, checks);
const claims = tokens.claims();
const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
const question = await oidc.fetchProtectedResource(
  config, renewed.access_token, new URL("/polls/api/questions", issuer), "GET",
);
await oidc.tokenRevocation(config, renewed.refresh_token);
const after = await fetch(new URL("/polls/api/questions", issuer), {
  headers: { Authorization: `Bearer ${renewed.access_token}` },
});

console.log(JSON.stringify({
  issuer: server.issuer, claims, userinfo, read: question.status, revoked: after.status,
}));
