// Choosing the scheme, in the header and on the sign-in page; and what ends with signing out.
import * as journal from "./journal.js";
import { explain, explainError, hush } from "./notices.js";
import { choose, chosen, cookie, forgetStrangers, grant, token } from "./schemes.js";
import { tab } from "./storage.js";
import { moment } from "./times.js";
import { forget } from "./unsent.js";

const access = () => import("./access.js"); // most pages never need it
const signIn = document.querySelector("form[data-sign-in]");
const isChoice = ({ name }) => name === "scheme";

forgetStrangers();

// In the header ---------------------------------------------------------------

const menu = document.getElementById("schemes");
if (document.querySelector("[data-user]")) {
  document.querySelector("[data-scheme-button]").hidden = false;
  menu.addEventListener("change", async ({ target }) => {
    if (!isChoice(target)) return;
    hush(menu);
    menu.setAttribute("aria-busy", "true");
    try {
      const refusal = await (await access()).change(target.value);
      if (refusal) await explain(refusal, menu);
    } catch (error) {
      await explainError(error, menu);
    }
    menu.removeAttribute("aria-busy");
    show();
  });
}

function show() {
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

// On the sign-in page ----------------------------------------------------------

if (signIn) {
  const choice = signIn.querySelector("[data-scheme-choice]");
  choice.hidden = false;
  choice.addEventListener("change", ({ target }) => {
    if (!isChoice(target)) return;
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
    const { end, signInForToken } = await access();
    await end(); // whoever was here before
    if (chosen().name === "oauth") tab.set("obtain", true);
    if (chosen().name === "token") {
      const fields = Object.fromEntries(new FormData(signIn));
      const response = await signInForToken(fields).catch(() => undefined); // no answer
      if (!response?.ok) return void (await explain(response, signIn));
    }
    // The pages need a session, whatever their requests go by.
    signIn.setAttribute("data-ready", "");
    signIn.submit();
  });
} else if (tab.get("obtain") && document.querySelector("[data-user]")) {
  tab.remove("obtain");
  if (!grant()) (await access()).ask();
}

// Signing out ------------------------------------------------------------------

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", async (event) => {
    journal.clear();
    forget();
    if (!cookie("token") && !grant()) return;
    event.preventDefault();
    await (await access()).end();
    form.submit();
  });
}
