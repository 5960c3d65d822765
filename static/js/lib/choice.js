// The choice of a scheme: shown wherever the page offers it, and followed.
import * as access from "./access.js";
import { all } from "./dom.js";
import { explain, explainError } from "./notices.js";
import { chosen, token } from "./schemes.js";
import { moment } from "./times.js";

/** In the tab: somebody is signing in, and what the chosen scheme needs is still to be got. */
export const OBTAIN = "obtain";

/** Mark the chosen scheme, and say when its token ends. */
export function show() {
  const { name } = chosen();
  for (const input of all("input[name=scheme]", document, HTMLInputElement)) {
    input.checked = input.value === name;
    if (!input.checked) continue;
    for (const slot of all("[data-scheme-name]")) slot.textContent = input.dataset.label ?? "";
  }
  for (const other of all("[data-scheme-other]")) other.hidden = name === "session";
  const held = name === "token" ? token() : null;
  for (const ends of all("[data-token-ends]")) {
    ends.hidden = !held;
    for (const time of all("time", ends)) time.textContent = held ? moment(held.expires_at) : "";
  }
}

/**
 * Change to the scheme ``name``; tell whether that was done, and say in ``place`` why not.
 *
 * @param {string} name
 * @param {HTMLElement} place
 * @param {() => unknown} [retry]
 */
export async function change(name, place, retry) {
  try {
    const refusal = await access.change(name);
    if (refusal) await explain(refusal, place, retry);
    return !refusal;
  } catch (error) {
    await explainError(error, place, retry);
    return false;
  }
}
