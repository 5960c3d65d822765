// Choosing a filter applies it; words are sent with Enter, as the button does without this.
const form = document.querySelector("[data-filters]");

form.querySelector("[data-apply]").classList.add("visually-hidden");
form.addEventListener("change", (event) => {
  if (event.target.type !== "search") form.requestSubmit();
});
form.addEventListener("submit", () => {
  // Addresses without "?search=&status=" are easier to share.
  for (const field of form.elements) if (field.value === "") field.disabled = true;
});
addEventListener("pageshow", () => {
  for (const field of form.elements) field.disabled = false;
});
