// Explore tries things on a poll of its own. The session asks it when it is needed, and deletes it
// afterwards.
import { one } from "./dom.js";
import { addressOfFormPost } from "./oauth.js";
import { schemes } from "./schemes.js";
import { send } from "./send.js";
import { site } from "./site.js";

/**
 * @typedef {object} Endpoint
 * @property {string} name
 * @property {string} method
 * @property {string} path with 0 for an id
 * @property {Record<string, unknown> | null} json
 * @property {string} prepare what is done before, and after
 */
/** @typedef {{id: number, choices: {id: number}[]}} Question */

/** @type {Endpoint[]} */
export const endpoints = JSON.parse(one("#endpoints").textContent ?? "[]");
const as = schemes.session;
/** @type {Question | null} */
let question = null;
let spare = ""; // a token to be revoked

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
  if (!path.includes("/0")) return { method, path, json: filled(json) };
  question ??= await asked(endpoint("create").path, endpoint("create").json);
  if (prepare === "unvote") {
    const vote = placed(endpoint("withdraw").path, question.id);
    await send(vote, { method: "DELETE", as });
  }
  const headers = { Accept: "*/*" }; // a picture and a table are answers, too
  return { method, path: placed(path, question.id), json: filled(json), headers };
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
    return;
  }
  if (name === "delete") question = null;
  if (name === "close") await tidy(); // nobody could vote on it
  if (!prepare.startsWith("drop-")) return;
  const { id } = await response.clone().json();
  await send(`${path}/${id}`, { method: "DELETE", as });
}

export async function tidy() {
  if (!question) return;
  const path = placed(endpoint("delete").path, question.id);
  question = null;
  await send(path, { method: "DELETE", as, keepalive: true });
}
