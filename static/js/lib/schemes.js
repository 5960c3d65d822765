// The three schemes by which a page's requests say who is asking, and the place of each one's
// credentials. This module asks the server for nothing: access.js gets credentials and ends them.
import { all } from "./dom.js";
import { browser, tab } from "./storage.js";

/**
 * @typedef {object} Scheme
 * @property {string} name
 * @property {RequestCredentials} credentials whether the browser adds its cookies
 * @property {(method: string) => Record<string, string>} headers
 */
/** @typedef {{owner: string, key: string, expires_at: string}} KeptToken */
/**
 * A grant as the token endpoint issued it (RFC 6749 §5.1), with its client and endpoint.
 *
 * @typedef {object} Grant
 * @property {string} access_token
 * @property {string} [refresh_token]
 * @property {string} scope
 * @property {string} client_id
 * @property {string} token_endpoint
 */

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const TOKEN = "token"; // the cookie, "<user id>:<key>", and beside it when the token ends
const GRANT = "oauth";

/** @param {string} name */
export function cookie(name) {
  const pair = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

export const prefix = location.protocol === "https:" ? "__Host-" : "";

// The person of the page --------------------------------------------------------

/** Return the id of the person whom the page was made for; undefined if nobody is signed in. */
export const owner = () =>
  document.querySelector("[data-user]")?.getAttribute("data-user") ?? undefined;

/** The page is older than the session: it acts for nobody. */
export class Outdated extends Error {}

const csrfCookie = () => cookie(`${prefix}csrftoken`);
const atFirst = csrfCookie();

/** Tell whether someone signed in or out since the page loaded; that changes the CSRF cookie. */
export const isOutdated = () => csrfCookie() !== atFirst;

/**
 * Return ``held`` if it belongs to the person whom the page is for.
 *
 * :raises Outdated: if it belongs to someone else, or someone signed in or out since.
 *
 * @template {{owner?: string}} T
 * @param {T | null} held
 */
function own(held) {
  if (isOutdated() || (held && held.owner !== owner())) throw new Outdated();
  return held;
}

// The schemes -----------------------------------------------------------------

/** @satisfies {Record<string, Scheme>} */
export const schemes = {
  session: {
    name: "session",
    credentials: /** @type {const} */ ("same-origin"),
    // The page's own CSRF token belongs to the person of the page; the cookie may be newer.
    /** @param {string} method @returns {Record<string, string>} */
    headers: (method) => (SAFE.has(method) ? {} : { "X-CSRFToken": csrfToken() }),
  },
  // With a header of its own a request needs no cookie, and without a cookie no CSRF token.
  token: {
    name: "token",
    credentials: /** @type {const} */ ("omit"),
    headers: () => authorization("Token", own(token())?.key),
  },
  oauth: {
    name: "oauth",
    credentials: /** @type {const} */ ("omit"),
    headers: () => authorization("Bearer", own(grant())?.access_token),
  },
};

const csrfToken = () => all("[name=csrfmiddlewaretoken]", document, HTMLInputElement)[0]?.value ?? "";

/** @param {string} scheme @param {string} [key] @returns {Record<string, string>} */
const authorization = (scheme, key) => (key ? { Authorization: `${scheme} ${key}` } : {});

/** A request that says of nobody that they ask. @type {Scheme} */
export const nobody = { name: "none", credentials: "omit", headers: () => ({}) };

/** A request by a key that is at hand. @param {string} key @returns {Scheme} */
export const byKey = (key) => ({ ...schemes.token, headers: () => authorization("Token", key) });

/** @returns {Scheme} */
export function chosen() {
  const name = browser.get("scheme");
  return Object.values(schemes).find((scheme) => scheme.name === name) ?? schemes.session;
}
/** @param {string} name */
export const choose = (name) => browser.set("scheme", name);

// Credentials in this browser ------------------------------------------------------
// The token is in a cookie that scripts can read, until the browser closes or the token expires.

/** @param {KeptToken} issued */
export function keepToken({ owner, key, expires_at }) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${TOKEN}=${owner}:${key}; Path=/; SameSite=Strict${secure}`;
  browser.set(TOKEN, { expires_at });
}

/** @returns {KeptToken | null} */
export function token() {
  const [, owner, key] = /^(\w+):(\w+)$/.exec(cookie(TOKEN) ?? "") ?? [];
  return key ? { owner, key, expires_at: browser.get(TOKEN)?.expires_at } : null;
}

export function forgetToken() {
  document.cookie = `${TOKEN}=; Path=/; SameSite=Strict; Max-Age=0`;
  browser.remove(TOKEN);
}

// The OAuth2 grant is in this tab only, and gone when the tab closes.

/** @param {Grant} grant */
export const keepGrant = (grant) => tab.set(GRANT, { ...grant, owner: owner() });
/** @returns {(Grant & {owner?: string}) | null} */
export const grant = () => tab.get(GRANT);
export const forgetGrant = () => tab.remove(GRANT);

/** Tell whether this browser holds credentials of someone other than the person of the page. */
export function holdsOfOthers() {
  const id = owner();
  return id !== undefined && [token(), grant()].some((held) => held && held.owner !== id);
}
