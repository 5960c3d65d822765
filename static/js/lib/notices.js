// What a refusal means and what to do, said beside what was refused. The words are in the
// page's template (includes/wire.html): one for a status and code, or for a status.
import { allow } from "./access.js";
import { NoAnswer } from "./send.js";
import { keep } from "./unsent.js";

const words = document.getElementById("words").content;

/**
 * Say in ``place`` what ``response`` (undefined: no answer) means; ``retry`` does it again, by
 * itself when the network is back, unless that might do it twice (RFC 9110 §9.2.2).
 */
export async function explain(response, place, retry, { isIdempotent = true } = {}) {
  const answer = await body(response);
  const status = response?.status ?? (isIdempotent ? "offline" : "no-answer");
  const notice = word(`${status}-${answer.code}`) ?? word(String(status)) ?? word("other");
  fill(notice, "detail", answer.detail ?? fieldErrors(answer));
  fill(notice, "status", status);
  show(notice, place);
  const button = notice.querySelector("[data-retry]");
  button?.addEventListener("click", () => {
    notice.remove();
    retry?.();
  });
  notice.querySelector("[data-reload]")?.addEventListener("click", () => {
    if (place instanceof HTMLFormElement) keep(place);
    location.replace(location.pathname + location.search); // to reload might post again
  });
  offerScope(notice, place, response);
  if (response?.headers.has("Retry-After")) countDown(notice, button, response);
  if (!response && retry && isIdempotent) {
    addEventListener("online", () => notice.isConnected && button.click(), { once: true });
  }
  return notice;
}

/** The same for what ``call`` and access.js throw: no answer, or one that was no use to them. */
export async function explainError(error, place, retry, options) {
  if (error instanceof NoAnswer) await explain(undefined, place, retry, options);
  else if (error instanceof Response) await explain(error, place, retry);
  else if (error.code === "no_client") say("no-client", place);
  else throw error;
}

/** Say one of the page's words in ``place``, as a success or an announcement. */
export function say(name, place) {
  const notice = word(name);
  show(notice, place);
  return notice;
}

export function word(name) {
  return words.querySelector(`[data-word="${CSS.escape(name)}"]`)?.cloneNode(true);
}

export function hush(place) {
  for (const notice of place.querySelectorAll(":scope > [data-word]")) notice.remove();
}

function show(notice, place) {
  hush(place);
  place.prepend(notice);
  notice.scrollIntoView({ block: "nearest" });
}

function fill(notice, name, text) {
  for (const slot of notice.querySelectorAll(`[data-${name}]`)) slot.textContent = text;
}

/** More may be allowed than was at first: the challenge names what (RFC 6750 §3.1). */
function offerScope(notice, place, response) {
  const button = notice.querySelector("[data-allow]");
  const scope = /scope="([^"]+)"/.exec(response?.headers.get("WWW-Authenticate"))?.[1];
  fill(notice, "scope", scope ?? "");
  if (!button || !scope) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (place instanceof HTMLFormElement) keep(place);
    await allow(scope).catch((error) => explainError(error, place, () => button.click()));
  });
}

function countDown(notice, button, response) {
  const end = Date.now() + Number(response.headers.get("Retry-After")) * 1000;
  const left = () => Math.max(0, Math.ceil((end - Date.now()) / 1000));
  const tick = () => {
    fill(notice, "seconds", left());
    if (button) button.disabled = left() > 0;
    if (left() > 0 && notice.isConnected) setTimeout(tick, 1000);
  };
  tick();
}

async function body(response) {
  try {
    return (await response.clone().json()) ?? {};
  } catch {
    return {};
  }
}

const fieldErrors = (answer) => Object.values(answer).flat(Infinity).join(" ");
