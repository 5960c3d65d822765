// Where the authorization server sends the browser back to. The code goes out of the address
// bar first, so that it stays in no history and no bookmark.
import { end, held } from "../lib/access.js";
import * as oauth from "../lib/oauth.js";
import { choose, grant as granted, keepGrant } from "../lib/schemes.js";
import { tab } from "../lib/storage.js";

const page = document.querySelector("[data-callback]");
const answer = new URLSearchParams(location.search);
history.replaceState(null, "", location.pathname);

try {
  const { grant, next, as } = await oauth.complete(answer);
  if (as === "page") {
    await end(); // what this browser held until now
    choose("oauth");
    keepGrant(grant);
  } else tab.set(as, grant);
  location.replace(next);
} catch (error) {
  const { code = "no_answer", message, next } = error;
  if (!held()) choose("session");
  page.querySelector("[data-waiting]").hidden = true;
  const refusal = page.querySelector("[data-refused]");
  refusal.querySelector("[data-code]").textContent = code;
  refusal.querySelector("[data-detail]").textContent = message === code ? "" : message;
  refusal.querySelector("[data-denied]").hidden = code !== "access_denied";
  refusal.querySelector("[data-other]").hidden = code === "access_denied";
  refusal.querySelector("[data-by-session]").hidden = Boolean(granted());
  refusal.querySelector("[data-by-grant]").hidden = !granted();
  const back = refusal.querySelector("[data-back]");
  back.hidden = !next;
  if (next) back.href = next;
  refusal.hidden = false;
  refusal.querySelector("h1").focus();
}
