// The right credentials and the wrong ones, each made when it is first needed: what `send` takes
// as ``as``. The tokens are made by your session, and end by themselves.
import { send } from "./send.js";
import { authorizeSilently, revoke } from "./oauth.js";
import { schemes } from "./schemes.js";
import { tab } from "./storage.js";

const { tokens } = document.getElementById("wire").dataset;
const GRANT = "explore.grant";

/** What only a person can give is not there. */
export class NotGiven extends Error {}
export class BearersNeedConsent extends NotGiven {}

const headed = (name, Authorization) => ({
  name,
  credentials: "omit",
  headers: () => (Authorization ? { Authorization } : {}),
});

const makers = {
  none: () => headed("none"),
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
    await send(`${tokens}/${id}`, { method: "DELETE", as: schemes.session });
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

const made = new Map();
const tokenIds = new Set();

/** Revoke the tokens that were made here; what is needed again is made again. */
export async function discard() {
  const ids = [...tokenIds];
  tokenIds.clear();
  for (const name of [...made.keys()]) if (name.startsWith("token")) made.delete(name);
  const revoke = (id) =>
    send(`${tokens}/${id}`, { method: "DELETE", as: schemes.session, keepalive: true });
  await Promise.allSettled(ids.map(revoke));
}

/** :raises BearersNeedConsent: where you have not allowed this page anything, or no longer. */
export async function credentials(name, given) {
  if (name === "basic") return basic(given);
  if (!made.has(name)) made.set(name, await makers[name]());
  return made.get(name);
}

function basic({ username, password }) {
  if (!password) throw new NotGiven("no password");
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return headed("basic", `Basic ${btoa(String.fromCharCode(...bytes))}`);
}

async function makeToken(seconds) {
  const expires_at = new Date(Date.now() + seconds * 1000).toISOString();
  const json = { name: "Explore", expires_at };
  const response = await send(tokens, { method: "POST", json, as: schemes.session });
  if (!response.ok) throw response;
  const issued = await response.json();
  tokenIds.add(issued.id);
  return issued;
}

async function grant() {
  const held = tab.get(GRANT);
  if (!held) throw new BearersNeedConsent();
  return held;
}

async function narrow() {
  await grant();
  const narrowed = await authorizeSilently({ scope: "polls:read" });
  if (narrowed) return narrowed;
  tab.remove(GRANT);
  throw new BearersNeedConsent();
}
