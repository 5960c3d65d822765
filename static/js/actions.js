// Forms with data-api go to the API instead, by the chosen scheme; without JavaScript, or without
// data-api, they are posted to the page as ever. A button may have its own data-method, data-done.
import { call } from "./api.js";
import { NoAnswer } from "./send.js";
import { explain, hush, say } from "./notices.js";
import { tab } from "./storage.js";
import { forget, forgetElsewhere, keep, restore } from "./unsent.js";
import { NoSuchTime, values } from "./values.js";

forgetElsewhere();

for (const form of document.querySelectorAll("form[data-api]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(form, event.submitter);
  });
  if (!form.querySelector("[aria-invalid], .form-errors") && restore(form)) say("kept", form);
}

const said = tab.get("said");
tab.remove("said");
if (said) say(said, document.getElementById("content"));

async function act(form, button) {
  if (form.hasAttribute("aria-busy")) return; // asked twice, a poll would be there twice
  hush(form);
  form.setAttribute("aria-busy", "true");
  let isLeft = false;
  try {
    isLeft = await sent(form, button);
  } finally {
    if (!isLeft) form.removeAttribute("aria-busy");
  }
}

/** Send ``form``; tell whether the page is being left for what comes next. */
async function sent(form, button) {
  const { api, method, done, said } = { ...form.dataset, ...button?.dataset };
  const again = () => act(form, button);
  try {
    const json = method === "DELETE" ? undefined : values(form);
    const response = await call(api, { method, json, keep: () => keep(form) });
    if (response.ok) return await leave(response, done, said);
    if (response.status === 400 && "showsErrors" in form.dataset) return post(form);
    await explain(response, form, again);
  } catch (error) {
    if (error instanceof NoSuchTime) return post(form);
    if (!(error instanceof NoAnswer)) throw error;
    await explain(undefined, form, again, { isIdempotent: method !== "POST" });
  }
  return false;
}

async function leave(response, done = location.href, said) {
  forget();
  tab.set("said", said);
  const isNew = done.includes("{id}");
  location.assign(isNew ? done.replace("{id}", (await response.json()).id) : done);
  return true;
}

/** The page says best what is wrong with its fields: beside each, in the reader's language. */
function post(form) {
  keep(form);
  form.submit();
  return true;
}

// Where a browser keeps the page as it was, it comes back ready.
addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.removeAttribute("aria-busy");
  }
});
