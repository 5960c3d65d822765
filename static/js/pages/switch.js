// Choosing the scheme, in the header and on the sign-in page; and what ends with signing out.
import * as access from "../lib/access.js";
import * as journal from "../lib/journal.js";
import { explain, explainError, hush, say } from "../lib/notices.js";
import { choose, chosen, cookie, forgetStrangers, grant, token } from "../lib/schemes.js";
import { tab } from "../lib/storage.js";
import { moment } from "../lib/times.js";
import { forget } from "../lib/unsent.js";

const OBTAIN = "obtain"; // somebody is signing in: what the chosen scheme needs is still to be got
const signIn = document.querySelector("form[data-sign-in]");

forgetStrangers();

// In the header ---------------------------------------------------------------

const menu = document.getElementById("schemes");
if (document.querySelector("[data-user]")) {
  document.querySelector("[data-scheme-button]").hidden = false;
  // On a button: with the arrow keys one passes by schemes that one does not want.
  menu.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    follow(event.target.elements.scheme.value);
  });
  menu.addEventListener("beforetoggle", show); // what was checked and not used is not kept
}

let wanted;

/** Change to the scheme ``name``; what is wanted meanwhile comes next. */
async function follow(name) {
  wanted = name;
  if (menu.hasAttribute("aria-busy")) return;
  hush(menu);
  const isInUse = name === chosen().name && access.held(); // to change would end its credentials
  menu.setAttribute("aria-busy", "true");
  let isDone = isInUse;
  try {
    isDone ||= await change(name, menu, () => follow(name));
  } finally {
    menu.removeAttribute("aria-busy");
  }
  if (wanted !== name) return follow(wanted);
  show();
  if (isDone && name === "session") menu.hidePopover(); // the token's end is there to read
}

/** Change to the scheme ``name``; tell whether that was done, and say in ``place`` why not. */
async function change(name, place, retry) {
  try {
    const refusal = await access.change(name);
    if (refusal) await explain(refusal, place, retry);
    return !refusal;
  } catch (error) {
    await explainError(error, place, retry);
    return false;
  }
}

function show() {
  if (menu?.hasAttribute("aria-busy")) return; // on the way from one to another
  const { name } = chosen();
  for (const input of document.querySelectorAll("input[name=scheme]")) {
    input.checked = input.value === name;
    if (input.checked) label(input.dataset.label);
  }
  const ends = menu?.querySelector("[data-token-ends]");
  if (!ends) return;
  ends.hidden = name !== "token" || !token();
  if (!ends.hidden) ends.querySelector("time").textContent = moment(token().expires_at);
}

function label(text) {
  for (const slot of document.querySelectorAll("[data-scheme-name]")) slot.textContent = text;
}

show();
addEventListener("storage", ({ key }) => {
  if (["scheme", "token", null].includes(key)) show(); // chosen in another tab
});

// Where a scheme's credentials ended without anything being sent (wire.html, "access-ended").
document.addEventListener("click", async ({ target }) => {
  const place = target.closest("[data-renew]") && target.closest("[data-word]").parentElement;
  if (place && (await change(chosen().name, place))) location.reload();
});

// On the sign-in page ----------------------------------------------------------

if (signIn) {
  const choice = signIn.querySelector("[data-scheme-choice]");
  choice.hidden = false;
  choice.addEventListener("change", ({ target }) => {
    choose(target.value);
    show();
  });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-go-on]")) return;
    choose("session");
    location.assign(signIn.elements.next.value || signIn.dataset.home);
  });
  signIn.addEventListener("submit", async (event) => {
    if (signIn.hasAttribute("data-ready")) return;
    event.preventDefault();
    hush(signIn);
    await access.end(); // whoever was here before
    if (chosen().name === "token") {
      const fields = Object.fromEntries(new FormData(signIn));
      const response = await access.signInForToken(fields).catch(() => undefined); // no answer
      if (response?.status === 400) return void say("credentials-refused", signIn);
      if (!response?.ok) return void explain(response, signIn, () => signIn.requestSubmit());
    }
    tab.set(OBTAIN, true);
    // The pages need a session, whatever their requests go by.
    signIn.setAttribute("data-ready", "");
    signIn.submit();
  });
  for (const form of document.querySelectorAll("[data-providers] form")) {
    form.addEventListener("submit", () => tab.set(OBTAIN, true));
  }
} else if (document.querySelector("[data-user]") && !document.querySelector("[data-passing]")) {
  const isDue = tab.get(OBTAIN);
  tab.remove(OBTAIN);
  if (isDue && !access.held()) change(chosen().name, document.getElementById("content")).then(show);
}

// Signing out ------------------------------------------------------------------

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", async (event) => {
    journal.clear();
    forget();
    if (!cookie("token") && !grant()) return;
    event.preventDefault();
    await access.end();
    form.submit();
  });
}
