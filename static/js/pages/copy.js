// Adds a button that copies the text beside it.
import { copy } from "../lib/clipboard.js";
import { all, one } from "../lib/dom.js";

for (const box of all("[data-copy]")) {
  const button = one("[data-copy-button]", box);
  button.hidden = false;
  button.addEventListener("click", () => copy(one("[data-copy-text]", box), button));
}

// A key is shown once: to reload the page must not send the form again and make another key.
if (document.querySelector("[data-once]")) history.replaceState(null, "", location.href);
