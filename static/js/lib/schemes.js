// The three ways in which a page's requests say who is asking, and where their credentials lie.
// Nothing is asked for here: access.js gets credentials and ends them.
import { browser, tab } from "./storage.js";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const TOKEN = "token"; // the cookie, and what is known about it
const GRANT = "oauth";

export function cookie(name) {
  const pair = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

export const prefix = location.protocol === "https:" ? "__Host-" : "";

export const schemes = {
  session: {
    name: "session",
    credentials: "same-origin",
    headers: (method) =>
      SAFE.has(method) ? {} : { "X-CSRFToken": cookie(`${prefix}csrftoken`) ?? "" },
  },
  // With a header of its own a request needs no cookie, and without a cookie no CSRF token.
  token: {
    name: "token",
    credentials: "omit",
    headers: () => (cookie(TOKEN) ? { Authorization: `Token ${cookie(TOKEN)}` } : {}),
  },
  oauth: {
    name: "oauth",
    credentials: "omit",
    headers: () => (grant() ? { Authorization: `Bearer ${grant().access_token}` } : {}),
  },
};

export const chosen = () => schemes[browser.get("scheme")] ?? schemes.session;
export const choose = (name) => browser.set("scheme", name);

// The token: in a cookie that scripts can read, until the token itself ends.

export function keepToken({ key, expires_at }) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const expires = new Date(expires_at).toUTCString();
  document.cookie = `${TOKEN}=${key}; Path=/; SameSite=Strict; Expires=${expires}${secure}`;
  browser.set(TOKEN, { expires_at, owner: owner() });
}

export const token = () => (cookie(TOKEN) ? browser.get(TOKEN) : null);

export function forgetToken() {
  document.cookie = `${TOKEN}=; Path=/; SameSite=Strict; Max-Age=0`;
  browser.remove(TOKEN);
}

// The OAuth2 grant: in this tab only, gone when it closes.

export const keepGrant = (grant) => tab.set(GRANT, { owner: owner(), ...grant });
export const grant = () => tab.get(GRANT);
export const forgetGrant = () => tab.remove(GRANT);

// Who the page was made for; on pages for nobody, undefined.
export const owner = () => document.querySelector("[data-user]")?.dataset.user;

/** Another person signed in to this browser: what it holds for the former one is not theirs. */
export function forgetStrangers() {
  const isForeign = (held) => held?.owner && owner() && held.owner !== owner();
  if (isForeign(browser.get(TOKEN))) forgetToken();
  if (isForeign(grant())) forgetGrant();
}
