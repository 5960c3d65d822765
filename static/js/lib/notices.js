// Says beside a form or a list what a refusal means and what you can do. The words are in a
// template of the page (includes/wire.html): one for a status and code, or for a status.
import { allow } from "./access.js";
import { all, one } from "./dom.js";
import { Refusal } from "./oauth.js";
import { Outdated } from "./schemes.js";
import { NoAnswer } from "./send.js";
import { keep } from "./unsent.js";

/** @typedef {{isIdempotent?: boolean}} Options */

const words = one("#words", document, HTMLTemplateElement).content;

/**
 * Say in ``place`` what ``response`` (undefined: no answer) means; ``retry`` does it again, by
 * itself when the network is back, unless that might do it twice (RFC 9110 §9.2.2).
 *
 * @param {Response | undefined} response
 * @param {HTMLElement} place
 * @param {() => unknown} [retry]
 * @param {Options} [options]
 */
export async function explain(response, place, retry, { isIdempotent = true } = {}) {
  const answer = await body(response);
  const status = response?.status ?? (isIdempotent ? "offline" : "no-answer");
  const notice = word(...names(status, answer.code, isIdempotent));
  fill(notice, "detail", answer.detail ?? fieldErrors(answer));
  fill(notice, "status", String(status));
  show(notice, place);
  const button = notice.querySelector("button[data-retry]");
  button?.addEventListener("click", () => {
    notice.remove();
    retry?.();
  });
  offerReload(notice, place);
  offerScope(notice, place, response);
  if (!(button instanceof HTMLButtonElement)) return notice;
  if (response?.headers.has("Retry-After")) countDown(notice, button, response);
  if (!response && retry && isIdempotent) {
    addEventListener("online", () => notice.isConnected && button.click(), { once: true });
  }
  return notice;
}

/**
 * Return the names of the words for a refusal, the best first. A server that failed may have done
 * its work before.
 *
 * @param {number | string} status
 * @param {string | undefined} code
 * @param {boolean} isIdempotent
 */
function names(status, code, isIdempotent) {
  if (typeof status === "string" || status < 500) return [`${status}-${code}`, `${status}`, "other"];
  return isIdempotent ? [`${status}`, "5xx"] : ["5xx-once"];
}

/**
 * Explain an error of ``call`` or access.js: no answer, or an answer that they cannot use.
 *
 * @param {unknown} error
 * @param {HTMLElement} place
 * @param {() => unknown} [retry]
 * @param {Options} [options]
 */
export async function explainError(error, place, retry, options) {
  if (error instanceof NoAnswer) await explain(undefined, place, retry, options);
  else if (error instanceof Response) await explain(error, place, retry, options);
  else if (error instanceof Refusal && error.code === "no_client") say("no-client", place);
  else if (error instanceof Outdated) offerReload(say("403-csrf_failed", place), place);
  else throw error;
}

/**
 * Say one of the page's words in ``place``, as a success or an announcement.
 *
 * @param {string} name
 * @param {HTMLElement} place
 */
export function say(name, place) {
  const notice = word(name);
  show(notice, place);
  return notice;
}

/**
 * Return a copy of the first of the page's words that there is.
 *
 * @param {string[]} wanted
 */
export function word(...wanted) {
  for (const name of wanted) {
    const [found] = all(`[data-word="${CSS.escape(name)}"]`, words);
    if (found) return /** @type {HTMLElement} */ (found.cloneNode(true));
  }
  throw new Error(`The page has no word for ${wanted.join(", ")}`);
}

/** @param {HTMLElement} place */
export function hush(place) {
  for (const notice of place.querySelectorAll(":scope > [data-word]")) notice.remove();
}

/** @param {HTMLElement} notice @param {HTMLElement} place */
function show(notice, place) {
  hush(place);
  place.prepend(notice);
  notice.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLElement} notice @param {string} name @param {string} text */
function fill(notice, name, text) {
  for (const slot of notice.querySelectorAll(`[data-${name}]`)) slot.textContent = text;
}

/** @param {HTMLElement} notice @param {HTMLElement} place */
function offerReload(notice, place) {
  notice.querySelector("[data-reload]")?.addEventListener("click", () => {
    if (place instanceof HTMLFormElement) keep(place);
    location.replace(location.pathname + location.search); // to reload might post again
  });
}

/**
 * Offer to allow the scope that the challenge names (RFC 6750 §3.1).
 *
 * @param {HTMLElement} notice
 * @param {HTMLElement} place
 * @param {Response | undefined} response
 */
function offerScope(notice, place, response) {
  const [button] = all("[data-allow]", notice);
  const challenge = response?.headers.get("WWW-Authenticate") ?? "";
  const scope = /scope="([^"]+)"/.exec(challenge)?.[1];
  fill(notice, "scope", scope ?? "");
  if (!button || !scope) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (place instanceof HTMLFormElement) keep(place);
    await allow(scope).catch((error) => explainError(error, place, () => button.click()));
  });
}

/** @param {HTMLElement} notice @param {HTMLButtonElement} button @param {Response} response */
function countDown(notice, button, response) {
  const end = Date.now() + Number(response.headers.get("Retry-After")) * 1000;
  const left = () => Math.max(0, Math.ceil((end - Date.now()) / 1000));
  const tick = () => {
    fill(notice, "seconds", String(left()));
    button.disabled = left() > 0;
    if (left() > 0 && notice.isConnected) setTimeout(tick, 1000);
  };
  tick();
}

/** @param {Response | undefined} response @returns {Promise<Record<string, any>>} */
async function body(response) {
  try {
    return (await response?.clone().json()) ?? {};
  } catch {
    return {};
  }
}

/**
 * Return the texts about wrong fields, at any depth of DRF's answer.
 *
 * @param {unknown} answer
 * @returns {string}
 */
function fieldErrors(answer) {
  if (typeof answer === "string") return answer;
  if (answer === null || typeof answer !== "object") return "";
  return Object.values(answer).map(fieldErrors).filter(Boolean).join(" ");
}
