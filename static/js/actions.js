// Forms with data-api go to the API instead, by the chosen scheme; without JavaScript, or without
// data-api, they are posted to the page as ever. A button may have its own data-method, data-done.
import { call } from "./api.js";
import { NoAnswer } from "./send.js";
import { explain, hush, say } from "./notices.js";
import { tab } from "./storage.js";
import { forget, forgetElsewhere, keep, restore } from "./unsent.js";

forgetElsewhere();

for (const form of document.querySelectorAll("form[data-api]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(form, event.submitter);
  });
  if (restore(form)) say("kept", form);
}

// A form that is posted as ever, but worth not to type twice: kept until it got through.
for (const form of document.querySelectorAll("form[data-keep]")) {
  if (!form.querySelector("[aria-invalid], .form-errors") && restore(form)) say("kept", form);
  form.addEventListener("submit", () => keep(form));
}

const said = tab.get("said");
tab.remove("said");
if (said) say(said, document.getElementById("content"));

async function act(form, button) {
  const { api, method, done, said } = { ...form.dataset, ...button?.dataset };
  const again = () => act(form, button);
  hush(form);
  form.setAttribute("aria-busy", "true");
  try {
    const json = method === "DELETE" ? undefined : values(form);
    const response = await call(api, { method, json, keep: () => keep(form) });
    if (!response.ok) return void (await explain(response, form, again));
    forget();
    tab.set("said", said);
    location.assign(done ?? location.href);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    await explain(undefined, form, again);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

function values(form) {
  const fields = [...form.elements].filter(
    (field) => field.name && field.name !== "csrfmiddlewaretoken" && field.type !== "submit",
  );
  const chosen = fields.filter((field) => field.type !== "radio" || field.checked);
  return Object.fromEntries(
    chosen.map(({ type, name, value }) => [name, type === "radio" ? Number(value) : value]),
  );
}
