// What one was about to send when a form was left, to sign in, to allow more, to reload; put back
// on return, for the same person alone.
import { fields } from "./dom.js";
import { owner } from "./schemes.js";
import { tab } from "./storage.js";

const UNSENT = "unsent";
const TICKED = ["radio", "checkbox"];

/** @typedef {{path: string, owner?: string, fields: [string, string][]}} Unsent */

/** @returns {Unsent | null} */
const unsent = () => tab.get(UNSENT);

/** @param {HTMLFormElement} form */
export function keep(form) {
  const hidden = new Set(fields(form).filter(({ type }) => type === "hidden").map(({ name }) => name));
  const kept = [...new FormData(form)].filter(([name]) => !hidden.has(name));
  tab.set(UNSENT, { path: location.pathname, owner: owner(), fields: kept });
}

export const forget = () => tab.remove(UNSENT);

/** On another page than the form's it was sent, or given up; not so on the way to signing in. */
export function forgetElsewhere() {
  const isSignedIn = document.querySelector("[data-user]");
  const passing = "form[data-sign-in], [data-passing]";
  const isOnTheWay = !isSignedIn || document.querySelector(passing);
  if (!isOnTheWay && unsent()?.path !== location.pathname) forget();
}

/**
 * One more row for a field that can be repeated (choices.js numbers them later).
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function another(form, name) {
  const row = fields(form).findLast((field) => field.name === name)?.closest("li");
  if (!row) return null;
  row.after(row.cloneNode(true));
  return row.nextElementSibling?.querySelector("input") ?? null;
}

/**
 * Fill ``form`` with what was kept for it; tell whether there was anything.
 *
 * @param {HTMLFormElement} form
 */
export function restore(form) {
  const kept = unsent();
  if (kept?.path !== location.pathname) return false;
  forget();
  if (kept.owner !== owner()) return false;
  const left = fields(form);
  for (const [name, value] of kept.fields) {
    const found = left.find(
      (field) => field.name === name && (!TICKED.includes(field.type) || field.value === value),
    );
    const field = found ?? another(form, name);
    if (!field) continue;
    if (found) left.splice(left.indexOf(found), 1);
    if (TICKED.includes(field.type)) field.checked = true;
    else field.value = value;
  }
  // A choice that was removed stays so: if there were more rows, those are empty.
  const names = new Set(kept.fields.map(([name]) => name));
  for (const field of left) if (names.has(field.name) && field.type === "text") field.value = "";
  form.dispatchEvent(new Event("change", { bubbles: true }));
  return kept.fields.length > 0;
}
