// Signing in opens a session, which pages need, and gets the credentials of the chosen scheme.
import * as access from "../lib/access.js";
import { OBTAIN, show } from "../lib/choice.js";
import { all, around, field, one } from "../lib/dom.js";
import { explain, hush, say } from "../lib/notices.js";
import { choose, chosen } from "../lib/schemes.js";
import { tab } from "../lib/storage.js";

const form = one("form[data-sign-in]", document, HTMLFormElement);
const choice = one("[data-scheme-choice]", form);

choice.hidden = false;
choice.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  choose(target.value);
  show();
});

// The notice about a refused token offers the session instead.
document.addEventListener("click", ({ target }) => {
  if (!around(target, "[data-go-on]")) return;
  choose("session");
  location.assign(field(form, "next").value || "/");
});

form.addEventListener("submit", async (event) => {
  if (form.hasAttribute("data-ready")) return;
  event.preventDefault();
  hush(form);
  await access.end(); // whoever was here before
  if (chosen().name === "token" && !(await hasToken())) return;
  tab.set(OBTAIN, true);
  // Pages need a session with every scheme.
  form.setAttribute("data-ready", "");
  form.submit();
});

/** Trade the username and the password for a token; tell whether it worked, and say why not. */
async function hasToken() {
  const [username, password] = ["username", "password"].map((name) => field(form, name).value);
  const response = await access.signInForToken({ username, password }).catch(() => undefined);
  if (response?.status === 400) {
    const { code } = await response.clone().json();
    if (code === "otp_required") {
      choose("session"); // the next page asks for the code, and opens a session
      return true;
    }
    say("credentials-refused", form);
  } else if (!response?.ok) await explain(response, form, () => form.requestSubmit());
  return Boolean(response?.ok);
}

for (const provider of all("[data-providers] form")) {
  provider.addEventListener("submit", () => tab.set(OBTAIN, true));
}
