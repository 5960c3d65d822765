// Signing out also ends the credentials in this tab, and forgets what it has kept.
import { end } from "../lib/access.js";
import { all } from "../lib/dom.js";
import * as journal from "../lib/journal.js";
import { grant, token } from "../lib/schemes.js";
import { forget } from "../lib/unsent.js";

for (const form of all("form[data-sign-out]", document, HTMLFormElement)) {
  form.addEventListener("submit", async (event) => {
    journal.clear();
    forget();
    if (!token() && !grant()) return;
    event.preventDefault();
    await end();
    form.submit();
  });
}
