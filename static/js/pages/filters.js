// Applies a filter as soon as you choose it. Enter sends the words; without scripts, a button does.
import { fields, one } from "../lib/dom.js";

const form = one("[data-filters]", document, HTMLFormElement);

one("[data-apply]", form).classList.add("visually-hidden");
form.addEventListener("change", ({ target }) => {
  const isSearch = target instanceof HTMLInputElement && target.type === "search";
  if (!isSearch) form.requestSubmit();
});
form.addEventListener("submit", () => {
  // Addresses without "?search=&status=" are easier to share.
  for (const field of fields(form)) if (field.value === "") field.disabled = true;
});
addEventListener("pageshow", () => {
  for (const field of fields(form)) field.disabled = false;
});
