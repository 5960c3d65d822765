// Makes good and bad credentials when they are first needed, as `send` takes them in ``as``. Your
// session makes the tokens, and they expire by themselves.
import { authorizeSilently, revoke } from "./oauth.js";
import { nobody, schemes } from "./schemes.js";
import { send } from "./send.js";
import { site } from "./site.js";
import { tab } from "./storage.js";

/** @typedef {import("./schemes.js").Scheme} Scheme */
/** @typedef {import("./schemes.js").Grant} Grant */

/**
 * Reads the fields that the person fills in: for Basic, and for schemes that this page does not know.
 * @typedef {object} Given
 * @property {() => {username: string, password: string}} basic
 * @property {(name: string) => string} typed
 */

const GRANT = "explore.grant";

/** Credentials that only a person can give are missing; the message names them. */
export class NotGiven extends Error {}
export class BearersNeedConsent extends NotGiven {
  constructor() {
    super("bearer");
  }
}

/** @param {string} name @param {string} Authorization @returns {Scheme} */
export const headed = (name, Authorization) => ({ ...nobody, name, headers: () => ({ Authorization }) });

/** @type {Record<string, () => Scheme | Promise<Scheme>>} */
const makers = {
  none: () => nobody,
  session: () => schemes.session,
  "session-without-csrf": () => ({ ...schemes.session, headers: () => ({}) }),
  token: async () => headed("token", `Token ${(await makeToken(600)).key}`),
  "token-expired": async () => {
    const { key, id } = await makeToken(1);
    tokenIds.delete(id); // it ends by itself
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return headed("token", `Token ${key}`);
  },
  "token-revoked": async () => {
    const { key, id } = await makeToken(600);
    await send(`${site.tokens}/${id}`, { method: "DELETE", as: schemes.session });
    tokenIds.delete(id);
    return headed("token", `Token ${key}`);
  },
  "token-malformed": () => headed("token", "Token this is not a key"),
  bearer: async () => headed("oauth", `Bearer ${(await grant()).access_token}`),
  "bearer-reading": async () => headed("oauth", `Bearer ${(await narrow()).access_token}`),
  "bearer-revoked": async () => {
    const spent = await narrow();
    await revoke(spent);
    return headed("oauth", `Bearer ${spent.access_token}`);
  },
};

/** @type {Map<string, Scheme>} */
const made = new Map();
/** @type {Set<number>} */
const tokenIds = new Set();

/** Revoke the tokens that were made here; they are made again when they are needed. */
export async function discard() {
  const ids = [...tokenIds];
  tokenIds.clear();
  for (const name of [...made.keys()]) if (name.startsWith("token")) made.delete(name);
  /** @param {number} id */
  const revoke = (id) =>
    send(`${site.tokens}/${id}`, { method: "DELETE", as: schemes.session, keepalive: true });
  await Promise.allSettled(ids.map(revoke));
}

/**
 * :raises NotGiven: if you have not typed what only you can give.
 * :raises BearersNeedConsent: if you have not allowed this page anything, or no longer do.
 *
 * @param {string} name
 * @param {Given} given
 */
export async function credentials(name, given) {
  if (name === "basic") return basic(given.basic());
  if (!(name in makers)) return typed(name, given.typed(name));
  const held = made.get(name) ?? (await makers[name]());
  made.set(name, held);
  return held;
}

/** @param {{username: string, password: string}} given */
function basic({ username, password }) {
  if (!password) throw new NotGiven("password");
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return headed("basic", `Basic ${btoa(String.fromCharCode(...bytes))}`);
}

/** @param {string} name @param {string} header */
function typed(name, header) {
  if (!header) throw new NotGiven("typed");
  return headed(name, header);
}

/** @param {number} seconds @returns {Promise<{id: number, key: string}>} */
async function makeToken(seconds) {
  const expires_at = new Date(Date.now() + seconds * 1000).toISOString();
  const json = { name: "Explore", expires_at };
  const response = await send(site.tokens, { method: "POST", json, as: schemes.session });
  if (!response.ok) throw response;
  const issued = await response.json();
  tokenIds.add(issued.id);
  return issued;
}

/** @returns {Promise<Grant>} */
async function grant() {
  const held = tab.get(GRANT);
  if (!held) throw new BearersNeedConsent();
  return held;
}

/**
 * Get an access token that may read, and nothing else.
 *
 * :raises BearersNeedConsent:
 *
 * @returns {Promise<Grant>}
 */
export async function narrow() {
  await grant();
  const narrowed = await authorizeSilently({ scope: "polls:read" });
  if (narrowed) return narrowed;
  tab.remove(GRANT);
  throw new BearersNeedConsent();
}
