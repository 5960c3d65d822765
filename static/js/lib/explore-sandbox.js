// Explore tries things on a poll of its own. The session asks it when it is needed, and deletes it
// afterwards.
import { one } from "./dom.js";
import { addressOfFormPost } from "./oauth.js";
import { schemes } from "./schemes.js";
import { send } from "./send.js";
import { site } from "./site.js";
import { tab } from "./storage.js";

/**
 * @typedef {object} Endpoint
 * @property {string} name
 * @property {string} method
 * @property {string} path with 0 for an id
 * @property {Record<string, unknown> | null} json
 * @property {string} prepare what is done before, and after
 */
/** @typedef {{id: number, closes_at: string, choices: {id: number}[]}} Question */

const ASKED = "explore.asked";
const HOUR = 60 * 60 * 1000;

/** @type {Endpoint[]} */
export const endpoints = JSON.parse(one("#endpoints").textContent ?? "[]");
const as = schemes.session;
/** @type {Question | null} */
let question = null;
let spare = ""; // a token to be revoked

/**
 * When the polls close that were asked here and are not known to be deleted. The page can be left
 * before it learns the id of a poll: the next one finds the poll by this time.
 *
 * @returns {number[]}
 */
const marks = () => tab.get(ASKED) ?? [];

/** @param {number | undefined} mark */
function forget(mark) {
  const others = marks().filter((other) => other !== mark);
  if (others.length) tab.set(ASKED, others);
  else tab.remove(ASKED);
}

/** Return a poll to ask. It closes by itself if nobody comes back to delete it. */
function poll() {
  const mark = Date.now() + HOUR;
  tab.set(ASKED, [...marks(), mark]);
  return { ...endpoint("create").json, closes_at: new Date(mark).toISOString() };
}

/** @param {string} wanted */
export function endpoint(wanted) {
  const found = endpoints.find(({ name }) => name === wanted);
  if (!found) throw new Error(`No endpoint is called ${wanted}`);
  return found;
}

/** @param {string} path @param {number} id */
const placed = (path, id) => path.replace(/\/0(?=[/.]|$)/, `/${id}`);

/**
 * Return the path, method and json of a request to an endpoint, with ids that exist.
 *
 * @param {Endpoint} endpoint
 * @returns {Promise<import("./send.js").Sending & {path: string}>}
 */
export async function prepare({ name, path, method, json, prepare }) {
  if (name === "revoke-token") {
    spare = placed(path, (await asked(site.tokens, tokenFor(60))).id);
    return { method, path: spare };
  }
  if (name === "form-post") return { method, path: await addressOfFormPost() };
  if (name === "create") return { method, path, json: poll() };
  if (!path.includes("/0")) return { method, path, json: filled(json) };
  question ??= await asked(endpoint("create").path, poll());
  const { id } = question;
  if (prepare === "unvote") {
    const vote = placed(endpoint("withdraw").path, id);
    await send(vote, { method: "DELETE", as });
  }
  const headers = { Accept: "*/*" }; // a picture and a table are answers, too
  return { method, path: placed(path, id), json: filled(json), headers };
}

/** @param {number} seconds */
const tokenFor = (seconds) => ({
  name: "Explore",
  expires_at: new Date(Date.now() + seconds * 1000).toISOString(),
});

/** @param {Record<string, unknown> | null} json */
function filled(json) {
  if (!json) return undefined;
  if ("choice" in json && question) return { choice: question.choices[0].id };
  if ("expires_at" in json) return tokenFor(600);
  return json;
}

/** @param {string} path @param {unknown} json @returns {Promise<Question>} */
async function asked(path, json) {
  const response = await send(path, { method: "POST", json, as });
  if (!response.ok) throw response;
  return response.json();
}

/**
 * Delete the objects that a request made, and those that were made for it.
 *
 * @param {Endpoint} endpoint
 * @param {Response} response
 */
export async function drop({ name, path, prepare }, response) {
  if (!response.ok) {
    if (name === "revoke-token") await send(spare, { method: "DELETE", as });
    if (name === "create") forget(marks().at(-1));
    return;
  }
  if (name === "delete" && question) {
    forget(Date.parse(question.closes_at));
    question = null;
  }
  if (name === "close") await tidy(); // nobody could vote on it
  if (!prepare.startsWith("drop-")) return;
  const made = await response.clone().json();
  if (name === "create") await remove(made);
  else await send(`${path}/${made.id}`, { method: "DELETE", as });
}

/** @param {Question} question */
async function remove({ id, closes_at }) {
  const path = placed(endpoint("delete").path, id);
  const { ok, status } = await send(path, { method: "DELETE", as, keepalive: true });
  if (ok || status === 404) forget(Date.parse(closes_at));
}

export async function tidy() {
  if (!question) return;
  const asked = question;
  question = null;
  await remove(asked);
}

/** Delete the polls that this page left behind when it was last left in the midst of a run. */
export async function sweep() {
  if (!marks().length) return;
  const response = await send(`${endpoint("list").path}?mine=true&page_size=100`, { as });
  if (!response.ok) return; // signed out, say: the next time
  /** @type {{results: Question[]}} */
  const { results } = await response.json();
  const left = results.filter(({ closes_at }) => marks().includes(Date.parse(closes_at)));
  tab.set(ASKED, left.map(({ closes_at }) => Date.parse(closes_at)));
  await Promise.all(left.map(remove));
}
