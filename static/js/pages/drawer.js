// The drawer of the last requests. It stays open, or closed, from page to page.
import { dotted, headers } from "../lib/exchange.js";
import { clear, entries } from "../lib/journal.js";
import * as snippets from "../lib/snippets.js";
import { browser } from "../lib/storage.js";
import { clock } from "../lib/times.js";

const drawer = document.getElementById("wire");
const toggles = document.querySelectorAll("[data-wire-toggle]");
const list = drawer.querySelector("[data-wire-list]");
const row = document.getElementById("wire-entry").content;

function open(isOpen, { moveFocus = true } = {}) {
  const hadFocus = drawer.contains(document.activeElement);
  drawer.hidden = !isOpen;
  document.body.classList.toggle("has-wire", isOpen);
  for (const toggle of toggles) toggle.setAttribute("aria-expanded", isOpen);
  browser.set("drawer", isOpen);
  if (isOpen) show();
  if (moveFocus && isOpen) drawer.querySelector("h2").focus();
  if (!isOpen && hadFocus) [...toggles].find((toggle) => toggle.checkVisibility())?.focus();
}

function show() {
  const kept = entries();
  for (const slot of document.querySelectorAll("[data-wire-count]")) {
    slot.textContent = kept.length || "";
  }
  if (drawer.hidden) return;
  drawer.querySelector("[data-wire-empty]").hidden = kept.length > 0;
  drawer.querySelector("[data-wire-clear]").hidden = kept.length === 0;
  const opened = new Set([...list.querySelectorAll("details[open]")].map(({ id }) => id));
  const focused = list.contains(document.activeElement) && document.activeElement.closest("details")?.id;
  list.replaceChildren(...kept.map((entry) => line(entry, opened)));
  if (focused) document.getElementById(focused)?.querySelector("summary").focus();
}

function line(entry, opened) {
  const item = row.cloneNode(true);
  const details = item.querySelector("details");
  details.id = `wire-${entry.id}`;
  details.open = opened.has(details.id);
  const fill = (name, text) => (item.querySelector(`[data-${name}]`).textContent = text);
  fill("method", entry.method);
  fill("path", entry.path);
  fill("scheme", entry.scheme);
  fill("status", entry.status || "—");
  item.querySelector("[data-status]").classList.add(`wire-${String(entry.status)[0]}xx`);
  fill("ms", `${entry.ms} ms`);
  fill("times", entry.times > 1 ? `×${entry.times}` : "");
  fill("at", clock(entry.at));
  details.addEventListener("toggle", () => details.open && fillIn(details, entry), { once: true });
  if (details.open) fillIn(details, entry);
  return item;
}

function fillIn(details, entry) {
  headers(details.querySelector("[data-request]"), entry.request);
  headers(details.querySelector("[data-response]"), entry.response);
  const body = entry.json ?? entry.form;
  const sent = details.querySelector("[data-body]");
  sent.hidden = !body;
  sent.textContent = body ? dotted(JSON.stringify(body, null, 2)) : "";
  for (const code of details.querySelectorAll("[data-as]")) {
    code.textContent = snippets[code.dataset.as](entry);
  }
}

for (const toggle of toggles) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => open(drawer.hidden));
}
drawer.querySelector("[data-wire-close]").addEventListener("click", () => open(false));
drawer.querySelector("[data-wire-clear]").addEventListener("click", () => {
  clear();
  drawer.querySelector("h2").focus();
});
drawer.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy-code]");
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
  button.textContent = button.dataset.done;
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.contains(document.activeElement)) open(false);
});
document.addEventListener("journal", show);
show();
if (browser.get("drawer")) open(true, { moveFocus: false });
