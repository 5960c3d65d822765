// A form that you leave to sign in, to allow more or to reload is kept, and filled in again when
// you come back, for the same person only.
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
  const isHidden = (/** @type {HTMLInputElement} */ { type }) => type === "hidden";
  const hidden = new Set(fields(form).filter(isHidden).map(({ name }) => name));
  const kept = [...new FormData(form)].filter(([name]) => !hidden.has(name));
  tab.set(UNSENT, { path: location.pathname, owner: owner(), fields: kept });
}

export const forget = () => tab.remove(UNSENT);

/** Forget the form on every other page, except on the way to signing in: it was sent or given up. */
export function forgetElsewhere() {
  const isSignedIn = document.querySelector("[data-user]");
  const passing = "form[data-sign-in], [data-passing]";
  const isOnTheWay = !isSignedIn || document.querySelector(passing);
  if (!isOnTheWay && unsent()?.path !== location.pathname) forget();
}

/**
 * Add a row for a field that can be repeated; choices.js numbers the rows later.
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
 * Fill in ``form`` as it was kept; tell whether anything was kept.
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
  // Rows beyond those that were kept become empty: a choice that was removed stays removed.
  const names = new Set(kept.fields.map(([name]) => name));
  for (const field of left) if (names.has(field.name) && field.type === "text") field.value = "";
  form.dispatchEvent(new Event("change", { bubbles: true }));
  return kept.fields.length > 0;
}
