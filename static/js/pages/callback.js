// The authorization server sends the browser back to this page. The script first takes the code
// out of the address bar, so that it stays in no history and no bookmark.
import { end, held } from "../lib/access.js";
import { one } from "../lib/dom.js";
import * as oauth from "../lib/oauth.js";
import { choose, grant as granted, keepGrant } from "../lib/schemes.js";
import { tab } from "../lib/storage.js";

const page = one("[data-callback]");
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
  const refusal = error instanceof oauth.Refusal ? error : new oauth.Refusal("no_answer");
  const { code, message, next } = refusal;
  if (!held()) choose("session");
  one("[data-waiting]", page).hidden = true;
  const place = one("[data-refused]", page);
  one("[data-code]", place).textContent = code;
  one("[data-detail]", place).textContent = message === code ? "" : message;
  one("[data-denied]", place).hidden = code !== "access_denied";
  one("[data-other]", place).hidden = code === "access_denied";
  one("[data-by-session]", place).hidden = Boolean(granted());
  one("[data-by-grant]", place).hidden = !granted();
  const back = one("[data-back]", place, HTMLAnchorElement);
  back.hidden = !next;
  if (next) back.href = next;
  place.hidden = false;
  one("h1", place).focus();
}
