// Shows the chosen scheme in every place that offers the choice, and changes it.
import * as access from "./access.js";
import { all } from "./dom.js";
import { explain, explainError } from "./notices.js";
import { chosen, token } from "./schemes.js";
import { moment } from "./times.js";

/** The tab remembers by this key that the chosen scheme still needs its credentials after sign-in. */
export const OBTAIN = "obtain";

/** Mark the chosen scheme, and say when its token expires. */
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
 * Change to the scheme ``name``; tell whether it worked, and say in ``place`` if it did not.
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
