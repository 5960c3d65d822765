// Gets credentials for the chosen scheme, renews them and ends them.
import * as oauth from "./oauth.js";
import { Outdated, byKey, choose, chosen, isOutdated, nobody, owner, schemes } from "./schemes.js";
import { forgetGrant, forgetToken, grant, keepGrant, keepToken, token } from "./schemes.js";
import { send } from "./send.js";
import { site } from "./site.js";
import { tab } from "./storage.js";

const TOKEN_LIFE = 12 * 3600 * 1000; // milliseconds: a key that scripts can read lives a day at most

/** @type {string | undefined} */
let lapsed; // the scope of a grant that could not be renewed

export const here = () => location.pathname + location.search;

/** Tell whether the chosen scheme has its credentials, as far as a page can know. */
export function held() {
  if (chosen() === schemes.token) return Boolean(token());
  return chosen() !== schemes.oauth || Boolean(grant());
}

/** Let the sign-in page say that what was entered is kept, where a session alone has ended. */
export function sayWhy() {
  if (chosen() === schemes.session) tab.set("said", "session-ended");
}

/** Go to the sign-in page, or with OAuth2 to the consent page; both lead back here. */
export function ask(next = here()) {
  if (chosen() === schemes.oauth) return oauth.authorize({ scope: grant()?.scope ?? lapsed, next });
  if (chosen() === schemes.token) {
    forgetToken(); // it was refused
    tab.set("said", "token-refused");
  }
  return location.assign(`${site.signIn}?${new URLSearchParams({ next })}`);
}

/**
 * Ask for ``scope`` in addition to the granted ones; the form is kept until you are back.
 *
 * @param {string} scope
 */
export function allow(scope) {
  const scopes = new Set(`${grant()?.scope ?? ""} ${scope}`.trim().split(" "));
  return oauth.authorize({ scope: [...scopes].join(" "), next: here() });
}

/** @type {Promise<boolean> | null} */
let renewing = null; // two refused requests must not spend the same refresh token

/** Get new credentials without asking anyone; tell whether that worked. */
export function renew() {
  if (chosen() !== schemes.oauth) return Promise.resolve(false);
  renewing ??= renewGrant().finally(() => (renewing = null));
  return renewing;
}

/** Use the refresh token, or, as in a new tab, the consent that the person has given before. */
async function renewGrant() {
  const held = grant();
  const scope = held?.scope ?? oauth.SCOPE;
  const renewed = (held?.refresh_token && (await oauth.refresh(held))) || (await ownGrant(scope));
  if (renewed) keepGrant(renewed);
  else {
    lapsed = scope;
    forgetGrant();
  }
  return Boolean(renewed);
}

/** @param {string} scope */
async function ownGrant(scope) {
  const granted = await oauth.authorizeSilently({ scope });
  if (granted && isOutdated()) {
    void oauth.revoke(granted); // the session was another person's by then
    throw new Outdated();
  }
  return granted;
}

/**
 * Change to the scheme ``name``: end the credentials of the former one, get those of the new one.
 * Return the Response that refused it, if one did.
 *
 * @param {string} name
 * @returns {Promise<Response | null>}
 */
export async function change(name) {
  await end();
  choose("session");
  if (name === "token") {
    const response = await makeToken();
    if (response.status === 401) {
      await ask(); // the session ended meanwhile
      return null;
    }
    if (!response.ok) return response;
    keepToken({ ...(await response.json()), owner: owner() ?? "" });
  }
  // OAuth2 is chosen by the callback page, once there is an access token.
  if (name === "oauth") await oauth.authorize({ next: here() });
  else choose(name);
  return null;
}

function makeToken() {
  const expires_at = new Date(Date.now() + TOKEN_LIFE).toISOString();
  return send(site.tokens, { method: "POST", json: { name: site.tokenName, expires_at } });
}

/**
 * Trade a username and a password for a token, as the articles do.
 *
 * @param {{username: string, password: string}} given
 */
export async function signInForToken({ username, password }) {
  const json = { username, password };
  const response = await send(site.getAuthToken, { method: "POST", json, as: nobody });
  if (response.ok) {
    const { token: key, expires_at } = await response.clone().json();
    const me = await send(site.me, { as: byKey(key) });
    if (me.ok) keepToken({ owner: String((await me.json()).user.id), key, expires_at });
  }
  return response;
}

/** Forget all credentials and revoke them; wait two seconds for that at most. */
export async function end() {
  /** @type {Promise<unknown>[]} */
  const revocations = [];
  const [kept, held] = [token(), grant()];
  if (kept) revocations.push(revokeToken(kept.key));
  if (held) revocations.push(oauth.revoke(held));
  forgetToken(); // before anything is awaited: new ones may come meanwhile
  forgetGrant();
  await Promise.race([
    Promise.allSettled(revocations),
    new Promise((resolve) => setTimeout(resolve, 2000)),
  ]);
}

/** @param {string} key */
async function revokeToken(key) {
  const as = byKey(key);
  /** @type {{id: number, hint: string}[]} */
  const mine = await (await send(site.tokens, { as })).json();
  const held = mine.find(({ hint }) => key.startsWith(hint));
  if (held) await send(`${site.tokens}/${held.id}`, { method: "DELETE", as, keepalive: true });
}
