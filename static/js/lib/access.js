// Getting credentials for the chosen scheme, renewing them, and ending them.
import { send } from "./send.js";
import * as oauth from "./oauth.js";
import { choose, chosen, cookie, schemes } from "./schemes.js";
import { tab } from "./storage.js";
import { forgetGrant, forgetToken, grant, keepGrant, keepToken, token } from "./schemes.js";

const urls = document.getElementById("wire").dataset;
const TOKEN_LIFE = 12 * 3600 * 1000; // milliseconds: a key that scripts can read lives a day at most

let lapsed; // the scope of a grant that could not be renewed

export const here = () => location.pathname + location.search;

/** Tell whether there is what the chosen scheme needs, as far as a page can tell. */
export function held() {
  if (chosen() === schemes.token) return Boolean(token());
  return chosen() !== schemes.oauth || Boolean(grant());
}

/** Go to the sign-in page, which comes back here; with OAuth2, to where access is granted. */
export function ask(next = here()) {
  if (chosen() === schemes.oauth) return oauth.authorize({ scope: grant()?.scope ?? lapsed, next });
  if (chosen() === schemes.token) {
    forgetToken(); // it was refused
    tab.set("said", "token-refused");
  }
  return location.assign(`${urls.signIn}?${new URLSearchParams({ next })}`);
}

/** Ask for ``scope`` on top of what was granted; here again, the page finds what was kept. */
export function allow(scope) {
  const scopes = new Set(`${grant()?.scope ?? ""} ${scope}`.trim().split(" "));
  return oauth.authorize({ scope: [...scopes].join(" "), next: here() });
}

/** Tell whether there are new credentials, got without asking anybody. */
let renewing = null; // two refused requests must not spend the same refresh token
export function renew() {
  if (chosen() !== schemes.oauth) return Promise.resolve(false);
  renewing ??= renewGrant().finally(() => (renewing = null));
  return renewing;
}

/** By the refresh token; without one, as in another tab, by what the person has allowed before. */
async function renewGrant() {
  const { refresh_token, scope = oauth.SCOPE } = grant() ?? {};
  const renewed =
    (refresh_token && (await oauth.refresh(grant()))) || (await oauth.authorizeSilently({ scope }));
  if (renewed) keepGrant(renewed);
  else {
    lapsed = scope;
    forgetGrant();
  }
  return Boolean(renewed);
}

/** Change to ``scheme``: what the former one held is ended, what this one needs is got. */
export async function change(name) {
  await end();
  choose("session");
  if (name === "token") {
    const response = await makeToken();
    if (response.status === 401) return ask(); // the session ended meanwhile
    if (!response.ok) return response;
    keepToken(await response.json());
  }
  // OAuth2 is chosen by the callback page, once there is an access token.
  if (name === "oauth") await oauth.authorize({ next: here() });
  else choose(name);
  return null;
}

function makeToken() {
  const expires_at = new Date(Date.now() + TOKEN_LIFE).toISOString();
  return send(urls.tokens, { method: "POST", json: { name: urls.tokenName, expires_at } });
}

/** Sign-in as the articles have it: a user name and a password for a token. */
export async function signInForToken({ username, password }) {
  const as = { name: "none", credentials: "omit", headers: () => ({}) };
  const response = await send(urls.getAuthToken, {
    method: "POST",
    json: { username, password },
    as,
  });
  if (response.ok) {
    const { token: key, expires_at } = await response.clone().json();
    keepToken({ key, expires_at });
  }
  return response;
}

/** Revoke on the server, then forget here; without an answer it is forgotten all the same. */
export async function end() {
  const revocations = [];
  if (token()) revocations.push(revokeToken());
  if (grant()) revocations.push(oauth.revoke(grant()));
  await Promise.race([
    Promise.allSettled(revocations),
    new Promise((resolve) => setTimeout(resolve, 2000)),
  ]);
  forgetToken();
  forgetGrant();
}

async function revokeToken() {
  const as = schemes.token;
  const mine = await (await send(urls.tokens, { as })).json();
  const held = mine.find(({ hint }) => cookie("token").startsWith(hint));
  if (held) await send(`${urls.tokens}/${held.id}`, { method: "DELETE", as, keepalive: true });
}
