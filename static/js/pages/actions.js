// Sends forms with data-api to the API, by the chosen scheme. Without JavaScript, or without
// data-api, a form is posted to its page as usual. A button may have its own data-method and
// data-done. With data-check, the page says which fields are wrong if the API refuses them.
import { call } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { explain, explainError, hush, say } from "../lib/notices.js";
import { tab } from "../lib/storage.js";
import { forget, forgetElsewhere, keep, restore } from "../lib/unsent.js";
import { values } from "../lib/values.js";

forgetElsewhere();

for (const form of all("form[data-api]", document, HTMLFormElement)) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void act(form, event.submitter);
  });
  if (!form.querySelector("[aria-invalid], .form-errors") && restore(form)) {
    say("kept", form);
    markUnsent(form);
  }
}

const said = tab.get("said");
tab.remove("said");
if (said) say(said, one("#content"));

/** A choice that was kept must not look like the stored vote. @param {HTMLFormElement} form */
function markUnsent(form) {
  const chosen = form.querySelector("input[type=radio]:checked")?.closest("label");
  const tag = one("#not-sent", document, HTMLTemplateElement).content.cloneNode(true);
  chosen?.querySelector("input")?.before(tag);
  form.addEventListener("change", () => chosen?.querySelector(".tag")?.remove(), { once: true });
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
async function act(form, button) {
  if (form.hasAttribute("aria-busy")) return; // asked twice, a poll would be there twice
  hush(form);
  form.setAttribute("aria-busy", "true");
  let isLeft = false;
  try {
    isLeft = await submit(form, button);
  } finally {
    if (!isLeft) form.removeAttribute("aria-busy");
  }
}

/**
 * Send ``form``; tell whether the page is being left for what comes next.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function submit(form, button) {
  const { api = "", method, done, said } = { ...form.dataset, ...button?.dataset };
  const again = () => act(form, button);
  const isIdempotent = method !== "POST"; // RFC 9110 §9.2.2; PATCH sets what it names
  try {
    const json = method === "DELETE" ? undefined : values(form);
    const response = await call(api, { method, json, keep: () => keep(form) });
    if (response.ok) return await leave(response, done, said);
    if (response.status === 400 && "check" in form.dataset) check(form);
    else await explain(response, form, again, { isIdempotent });
  } catch (error) {
    await explainError(error, form, again, { isIdempotent });
  }
  return false;
}

/**
 * Go on to ``done``, with the new object's id in place of {id}.
 *
 * @param {Response} response
 * @param {string} [done]
 * @param {string} [said]
 */
async function leave(response, done = location.href, said) {
  const { id } = done.includes("{id}") ? await response.json().catch(() => ({})) : {};
  forget();
  tab.set("said", said);
  location.assign(done.replace("{id}/", id ? `${id}/` : ""));
  return true;
}

/**
 * Let the page say what is wrong, beside each field and in the reader's language.
 *
 * @param {HTMLFormElement} form
 */
function check(form) {
  keep(form);
  const only = document.createElement("input");
  Object.assign(only, { type: "hidden", name: "check", value: "on" });
  form.append(only);
  form.submit();
  only.remove(); // what is sent was gathered
}

// A page that the browser brings back as it was is ready again.
addEventListener("pagehide", () => {
  for (const form of all("form[aria-busy]")) form.removeAttribute("aria-busy");
});
