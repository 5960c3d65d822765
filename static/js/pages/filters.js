// Choosing a filter applies it; words are sent with Enter, as the button does without this.
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
