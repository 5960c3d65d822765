// The front page shows recorded exchanges. This runs them, and shows what really comes.
import { all, one } from "../lib/dom.js";
import { dotted, headers as listHeaders } from "../lib/exchange.js";
import { entries } from "../lib/journal.js";
import { explainError, hush } from "../lib/notices.js";
import { byKey, nobody } from "../lib/schemes.js";
import { send } from "../lib/send.js";
import { site } from "../lib/site.js";

const front = one("[data-front]");
const { path = "", signInAs } = front.dataset;

/** @type {Promise<string> | undefined} */
let key;

/** A token of the demo's, got once and kept by this page alone. @param {string} name */
async function token(name) {
  const form = { username: name, password: name };
  const response = await send(site.getAuthToken, { method: "POST", form, as: nobody });
  if (!response.ok) throw new Error(`No token: ${response.status}`);
  return (await response.json()).token;
}

async function credentials(/** @type {string} */ name) {
  if (name === "none") return nobody;
  key ??= token(signInAs ?? "");
  key.catch(() => (key = undefined)); // the next press tries again
  return byKey(await key);
}

/** @param {HTMLElement} exchange */
async function run(exchange) {
  hush(one("[data-place]", front));
  exchange.setAttribute("aria-busy", "true");
  try {
    const as = await credentials(exchange.dataset.exchange ?? "");
    const response = await send(path, { as });
    await show(exchange, response, entries()[0]);
  } catch (error) {
    await explainError(error, one("[data-place]", front), () => run(exchange));
  } finally {
    exchange.removeAttribute("aria-busy");
  }
}

/** @param {HTMLElement} exchange @param {Response} response @param {import("../lib/journal.js").Entry} entry */
async function show(exchange, response, entry) {
  /** @param {string} name @param {string} text */
  const fill = (name, text) => {
    one(`[data-${name}]`, exchange).textContent = text;
  };
  fill("got", String(response.status));
  one("[data-status]", exchange).dataset.status = String(response.status)[0];
  fill("request-line", `${entry.method} ${entry.path}`);
  listHeaders(one("[data-request-headers]", exchange), entry.request);
  fill("answer-line", `${response.status} ${response.statusText} · ${entry.ms} ms`);
  listHeaders(one("[data-answer-headers]", exchange), entry.response);
  fill("answer-body", dotted(JSON.stringify(await response.json(), null, 2)));
}

for (const exchange of all("[data-exchange]", front)) {
  const button = one("[data-run]", exchange);
  button.hidden = exchange.dataset.exchange !== "none" && signInAs === undefined;
  button.addEventListener("click", () => void run(exchange));
}
