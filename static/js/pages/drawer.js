// The drawer shows the last requests. It stays open, or closed, from page to page.
import { copy } from "../lib/clipboard.js";
import { all, around, one } from "../lib/dom.js";
import { dotted, headers } from "../lib/exchange.js";
import { clear, entries } from "../lib/journal.js";
import { curl, httpie, python } from "../lib/snippets.js";
import { browser } from "../lib/storage.js";
import { clock } from "../lib/times.js";

/** @typedef {import("../lib/journal.js").Entry} Entry */

const drawer = one("#wire");
const toggles = all("[data-wire-toggle]");
const list = one("[data-wire-list]", drawer);
const row = one("#wire-entry", document, HTMLTemplateElement).content;
/** @type {Record<string, (entry: Entry) => string>} */
const languages = { curl, httpie, python };

/** @param {boolean} isOpen */
function open(isOpen, { moveFocus = true } = {}) {
  const hadFocus = drawer.contains(document.activeElement);
  drawer.hidden = !isOpen;
  document.body.classList.toggle("has-wire", isOpen);
  for (const toggle of toggles) toggle.setAttribute("aria-expanded", String(isOpen));
  browser.set("drawer", isOpen);
  if (isOpen) show();
  if (moveFocus && isOpen) one("h2", drawer).focus();
  if (!isOpen && hadFocus) toggles.find((toggle) => toggle.checkVisibility())?.focus();
}

function show() {
  const kept = entries();
  for (const slot of all("[data-wire-count]")) slot.textContent = String(kept.length || "");
  if (drawer.hidden) return;
  one("[data-wire-empty]", drawer).hidden = kept.length > 0;
  one("[data-wire-clear]", drawer).hidden = kept.length === 0;
  const opened = new Set(all("details[open]", list).map(({ id }) => id));
  const active = document.activeElement;
  const focused = list.contains(active) && active?.closest("details")?.id;
  list.replaceChildren(...kept.map((entry) => line(entry, opened)));
  if (focused) document.getElementById(focused)?.querySelector("summary")?.focus();
}

/** @param {Entry} entry @param {Set<string>} opened */
function line(entry, opened) {
  const item = /** @type {DocumentFragment} */ (row.cloneNode(true));
  const details = one("details", item, HTMLDetailsElement);
  details.id = `wire-${entry.id}`;
  details.open = opened.has(details.id);
  /** @param {string} name @param {string} text */
  const fill = (name, text) => {
    one(`[data-${name}]`, item).textContent = text;
  };
  fill("method", entry.method);
  fill("path", entry.path);
  fill("scheme", entry.scheme);
  fill("status", String(entry.status || "—"));
  one("[data-status]", item).classList.add(`wire-${String(entry.status)[0]}xx`);
  fill("ms", `${entry.ms} ms`);
  fill("times", entry.times && entry.times > 1 ? `×${entry.times}` : "");
  fill("at", clock(entry.at));
  details.addEventListener("toggle", () => details.open && fillIn(details, entry), { once: true });
  if (details.open) fillIn(details, entry);
  return item;
}

/** @param {HTMLElement} details @param {Entry} entry */
function fillIn(details, entry) {
  headers(one("[data-request]", details), entry.request);
  headers(one("[data-response]", details), entry.response);
  const body = entry.json ?? entry.form;
  const sent = one("[data-body]", details);
  sent.hidden = !body;
  sent.textContent = body ? dotted(JSON.stringify(body, null, 2)) : "";
  for (const code of all("[data-as]", details)) {
    code.textContent = languages[code.dataset.as ?? "curl"](entry);
  }
}

for (const toggle of toggles) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => open(drawer.hidden));
}
one("[data-wire-close]", drawer).addEventListener("click", () => open(false));
one("[data-wire-clear]", drawer).addEventListener("click", () => {
  clear();
  one("h2", drawer).focus();
});
drawer.addEventListener("click", ({ target }) => {
  const button = around(target, "[data-copy-code]");
  if (button?.parentElement) void copy(one("code", button.parentElement), button);
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.contains(document.activeElement)) open(false);
});
document.addEventListener("journal", show);
show();
if (browser.get("drawer")) open(true, { moveFocus: false });
