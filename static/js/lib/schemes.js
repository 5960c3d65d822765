// The three ways in which a page's requests say who is asking, and where their credentials lie.
// Nothing is asked for here: access.js gets credentials and ends them.
import { browser, tab } from "./storage.js";

/**
 * @typedef {object} Scheme
 * @property {string} name
 * @property {RequestCredentials} credentials whether the browser adds its cookies
 * @property {(method: string) => Record<string, string>} headers
 */
/** @typedef {{expires_at: string, owner?: string}} KeptToken */
/**
 * What the token endpoint issued (RFC 6749 §5.1), and for whom and where.
 *
 * @typedef {object} Grant
 * @property {string} access_token
 * @property {string} [refresh_token]
 * @property {string} scope
 * @property {string} client_id
 * @property {string} token_endpoint
 */

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const TOKEN = "token"; // the cookie, and what is known about it
const GRANT = "oauth";

/** @param {string} name */
export function cookie(name) {
  const pair = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

export const prefix = location.protocol === "https:" ? "__Host-" : "";

/** @satisfies {Record<string, Scheme>} */
export const schemes = {
  session: {
    name: "session",
    credentials: /** @type {const} */ ("same-origin"),
    /** @param {string} method @returns {Record<string, string>} */
    headers: (method) =>
      SAFE.has(method) ? {} : { "X-CSRFToken": cookie(`${prefix}csrftoken`) ?? "" },
  },
  // With a header of its own a request needs no cookie, and without a cookie no CSRF token.
  token: {
    name: "token",
    credentials: /** @type {const} */ ("omit"),
    /** @returns {Record<string, string>} */
    headers: () => (cookie(TOKEN) ? { Authorization: `Token ${cookie(TOKEN)}` } : {}),
  },
  oauth: {
    name: "oauth",
    credentials: /** @type {const} */ ("omit"),
    /** @returns {Record<string, string>} */
    headers: () => {
      const held = grant();
      return held ? { Authorization: `Bearer ${held.access_token}` } : {};
    },
  },
};

/** A request that says of nobody that they ask. @type {Scheme} */
export const nobody = { name: "none", credentials: "omit", headers: () => ({}) };

/** @returns {Scheme} */
export function chosen() {
  const name = browser.get("scheme");
  return Object.values(schemes).find((scheme) => scheme.name === name) ?? schemes.session;
}
/** @param {string} name */
export const choose = (name) => browser.set("scheme", name);

// The token: in a cookie that scripts can read, until the token itself ends.

/** @param {{key: string, expires_at: string}} issued */
export function keepToken({ key, expires_at }) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const expires = new Date(expires_at).toUTCString();
  document.cookie = `${TOKEN}=${key}; Path=/; SameSite=Strict; Expires=${expires}${secure}`;
  browser.set(TOKEN, { expires_at, owner: owner() });
}

/** @returns {KeptToken | null} */
export const token = () => (cookie(TOKEN) ? browser.get(TOKEN) : null);

export function forgetToken() {
  document.cookie = `${TOKEN}=; Path=/; SameSite=Strict; Max-Age=0`;
  browser.remove(TOKEN);
}

// The OAuth2 grant: in this tab only, gone when it closes.

/** @param {Grant} grant */
export const keepGrant = (grant) => tab.set(GRANT, { owner: owner(), ...grant });
/** @returns {(Grant & {owner?: string}) | null} */
export const grant = () => tab.get(GRANT);
export const forgetGrant = () => tab.remove(GRANT);

/** Who the page was made for; on pages for nobody, undefined. @returns {string | undefined} */
export const owner = () => document.querySelector("[data-user]")?.getAttribute("data-user") ?? undefined;

/** Another person signed in to this browser: what it holds for the former one is not theirs. */
export function forgetStrangers() {
  /** @param {{owner?: string} | null} held */
  const isForeign = (held) => Boolean(held?.owner && owner() && held.owner !== owner());
  if (isForeign(browser.get(TOKEN))) forgetToken();
  if (isForeign(grant())) forgetGrant();
}
