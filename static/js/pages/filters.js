// Applies a filter as soon as you choose it. Enter sends the words; without scripts, a button does.
import { fields, one } from "../lib/dom.js";
import { tab } from "../lib/storage.js";

const form = one("[data-filters]", document, HTMLFormElement);
let byKeyboard = false;

// The arrow keys pass over choices, and each loads the list anew: the next key goes on from there.
const left = tab.get("filter");
tab.remove("filter");
const same = fields(form).filter(({ name }) => name === left);
(same.find((field) => field.matches(":checked")) ?? same[0])?.focus();

one("[data-apply]", form).classList.add("visually-hidden");
form.addEventListener("change", ({ target }) => {
  const isSearch = target instanceof HTMLInputElement && target.type === "search";
  if (isSearch) return;
  if (byKeyboard && target instanceof Element) tab.set("filter", target.getAttribute("name"));
  form.requestSubmit();
});
form.addEventListener("keydown", () => (byKeyboard = true));
form.addEventListener("pointerdown", () => (byKeyboard = false));
form.addEventListener("submit", () => {
  // Addresses without "?search=&status=" are easier to share.
  for (const field of fields(form)) if (field.value === "") field.disabled = true;
});
addEventListener("pageshow", () => {
  for (const field of fields(form)) field.disabled = false;
});
