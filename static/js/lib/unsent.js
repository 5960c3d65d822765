// What one was about to send when a form was left, to sign in, to allow more, to reload; put back
// on return, for the same person alone.
import { owner } from "./schemes.js";
import { tab } from "./storage.js";

const UNSENT = "unsent";

export function keep(form) {
  const fields = [...new FormData(form)].filter(([name]) => form.elements[name].type !== "hidden");
  tab.set(UNSENT, { path: location.pathname, owner: owner(), fields });
}

export const forget = () => tab.remove(UNSENT);

/** On another page than the form's it was sent, or given up; not so on the way to signing in. */
export function forgetElsewhere() {
  const isSignedIn = document.querySelector("[data-user]");
  const passing = "form[data-sign-in], [data-passing]";
  const isOnTheWay = !isSignedIn || document.querySelector(passing);
  if (!isOnTheWay && tab.get(UNSENT)?.path !== location.pathname) forget();
}

/** One more row for a field that can be repeated (choices.js numbers them later). */
function another(form, name) {
  const row = [...form.elements].findLast((field) => field.name === name)?.closest("li");
  if (!row) return null;
  row.after(row.cloneNode(true));
  return row.nextElementSibling.querySelector("input");
}

/** Fill ``form`` with what was kept for it; tell whether there was anything. */
export function restore(form) {
  const kept = tab.get(UNSENT);
  if (kept?.path !== location.pathname) return false;
  forget();
  if (kept.owner !== owner()) return false;
  const left = [...form.elements];
  for (const [name, value] of kept.fields) {
    const fits = (field) =>
      field.name === name && (!["radio", "checkbox"].includes(field.type) || field.value === value);
    const field = left.find(fits) ?? another(form, name);
    if (!field) continue;
    left.splice(left.indexOf(field), 1);
    if (["radio", "checkbox"].includes(field.type)) field.checked = true;
    else field.value = value;
  }
  // A choice that was removed stays so: where there were more rows, those are empty.
  const names = new Set(kept.fields.map(([name]) => name));
  for (const field of left) if (names.has(field.name) && field.type === "text") field.value = "";
  form.dispatchEvent(new Event("change", { bubbles: true }));
  return kept.fields.length > 0;
}
